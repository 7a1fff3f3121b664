import { createInterface } from "node:readline";
import type { ReadStream, WriteStream } from "node:tty";

/** What comes from whoever answers: a line; or that there are no more, since the input ended or Ctrl-C was pressed. */
export type Heard = { readonly line: string } | "end" | "interrupted";

export interface Answers {
  /** Whether somebody sees what is typed; if not, answers have to be shown. */
  readonly isTyped: boolean;
  next(prompt: string): Promise<Heard>;
  close(): void;
}

/** Lines of an input, one at a time: of a terminal as they are typed, or of a pipe. */
export const openAnswers = (input: ReadStream, output: WriteStream): Answers => {
  const isTyped = input.isTTY === true;
  const lines = createInterface(isTyped ? { input, output, terminal: true } : { input, terminal: false });
  const waiting: Heard[] = [];
  let ended: Heard | undefined;
  let ask: ((heard: Heard) => void) | undefined;
  const hear = (heard: Heard) => {
    if (ask === undefined) waiting.push(heard);
    else ask(heard);
    ask = undefined;
  };
  const end = (how: Heard) => {
    if (ended !== undefined) return;
    ended = how;
    hear(how);
    lines.close();
  };
  const interrupt = () => end("interrupted");
  lines.on("line", (line) => hear({ line }));
  lines.on("SIGINT", interrupt);
  lines.on("close", () => end("end"));
  process.on("SIGINT", interrupt);
  return {
    isTyped,
    next: (prompt) => {
      const heard = waiting.shift() ?? ended;
      if (heard !== undefined) return Promise.resolve(heard);
      if (isTyped) {
        lines.setPrompt(prompt);
        lines.prompt();
      }
      return new Promise((resolve) => {
        ask = resolve;
      });
    },
    close: () => {
      process.off("SIGINT", interrupt);
      end("end");
    },
  };
};
