import { exitCode } from "./exit-code.ts";

let leave: () => void = () => process.exit(exitCode.done);

/** What to do when whoever reads our output has read enough, instead of ending at once. */
export const whenPipeCloses = (job: () => void): void => {
  leave = job;
};

/** Listens for closed pipes, such as that of `kaviar study trials digits | head -1`. They are no failure. */
export const watchPipes = (): void => {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      leave();
    });
};
