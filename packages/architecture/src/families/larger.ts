/** So many more of what stands beside each other. */
export const wider = (count: number): number => Math.round(1.5 * count);

/** One more of what comes after the other. */
export const deeper = (count: number): number => count + 1;
