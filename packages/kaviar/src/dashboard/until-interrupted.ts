/** Resolves at the first Ctrl-C, or when the process is asked to end; the next one ends it at once, as ever. */
export const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      process.off("SIGINT", end);
      process.off("SIGTERM", end);
      resolve();
    };
    process.on("SIGINT", end);
    process.on("SIGTERM", end);
  });
