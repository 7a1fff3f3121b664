import { exitCode } from "../command/exit-code.ts";

export interface Interrupt {
  /** Whether Ctrl-C was heard. */
  readonly heard: boolean;
  /** What the first Ctrl-C does from now on, where there is something to end in its own time. */
  becomes(end: () => void): void;
  release(): void;
}

/** One Ctrl-C may arrive twice: from the terminal, and from the npm that started this process. In milliseconds. */
const echo = 200;

/** The first Ctrl-C ends what runs in its own time, where that is said; else, and the second time, the process ends at once. */
export const onInterrupt = (): Interrupt => {
  let end: () => void = () => process.exit(exitCode.interrupted);
  let at: number | undefined;
  const listener = () => {
    if (at === undefined) {
      at = performance.now();
      end();
    } else if (performance.now() - at > echo && process.listenerCount("SIGINT") === 1) {
      // While the study runs trials it listens too, and hands them back to the queue before it ends the process.
      process.exit(exitCode.interrupted);
    }
  };
  process.on("SIGINT", listener);
  return {
    get heard() {
      return at !== undefined;
    },
    becomes: (given) => {
      end = given;
    },
    release: () => process.off("SIGINT", listener),
  };
};
