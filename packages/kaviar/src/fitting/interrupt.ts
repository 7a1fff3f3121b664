import { exitCode } from "../command/exit-code.ts";

export interface Interrupt {
  /** Whether Ctrl-C was heard. */
  readonly heard: boolean;
  release(): void;
}

/** One Ctrl-C may arrive twice: from the terminal, and from the npm that started this process. In milliseconds. */
const echo = 200;

/** The first Ctrl-C calls `end`, the second one ends the process at once. */
export const onInterrupt = (end: () => void): Interrupt => {
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
    release: () => process.off("SIGINT", listener),
  };
};
