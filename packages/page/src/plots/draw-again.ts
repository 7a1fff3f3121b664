const drawings = new WeakMap<HTMLCanvasElement, () => void>();

/** Says how a canvas is drawn again. */
export const onDrawAgain = (canvas: HTMLCanvasElement, draw: () => void): void => {
  drawings.set(canvas, draw);
};

/** Draws a chart again as it is, and waits until that is done. */
export const drawAgain = async (canvas: HTMLCanvasElement): Promise<void> => {
  drawings.get(canvas)?.();
  // Axes and lines are drawn when all that changes has been told.
  await new Promise((done) => setTimeout(done));
};
