import { exitCode } from "./exit-code.ts";

let leave: () => void = () => process.exit(exitCode.done);

/** What to do when whoever reads our output has read enough, instead of ending at once. */
export const whenPipeCloses = (job: () => void): void => {
  leave = job;
};

/**
 * Listens for closed pipes, such as that of `kaviar study trials digits | head -1`: they are no failure. A full disk behind
 * `> digits.csv` is one.
 */
export const watchPipes = (): void => {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") return leave();
      const name = stream === process.stdout ? "stdout" : "stderr";
      process.stderr.write(
        `kaviar: What is printed must be taken by where it goes: ${name} does not take it (${error.code ?? error.message}).\n`,
        () => process.exit(exitCode.failed),
      );
    });
};
