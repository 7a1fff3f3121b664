/** Waits until something is so, and says what was not when that takes too long. */
export const until = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > 90_000) throw new Error(`after 90 s it is not so that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
