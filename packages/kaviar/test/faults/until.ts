/** Waits until something is so, and says what was not when that takes too long. */
export const until = async (what: string, isSo: () => boolean | Promise<boolean>, seconds = 90): Promise<void> => {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > seconds * 1000) throw new Error(`after ${seconds} s it is not so that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
