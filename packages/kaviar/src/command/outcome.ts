import type { WriteStream } from "node:tty";
import type { Style } from "@kaviar/base/text";
import type { ExitCode } from "./exit-code.ts";

/** What a command came to. The runner prints it: `data` with `--json`, else `lines`. */
export interface Outcome {
  /**
   * For programs: becomes the one JSON document on stdout. A function is called only where that document is asked for.
   * What JSON has no word for (±Infinity, NaN) is written as text.
   */
  readonly data: object | (() => object | Promise<object>);
  /**
   * For people, or for the program behind a pipe that reads text, such as CSV. What an async generator yields is
   * written as it comes, and the next is asked for once the reader has taken it: a million rows need no memory. A text
   * may be many lines, joined; a thousand at a time are written ten times as fast as one.
   */
  readonly lines: readonly string[] | AsyncIterable<string>;
  /** How the command ends where it did not throw; done (0) where it is left out. */
  readonly code?: ExitCode;
}

/** Where the output of a command is read. */
export interface Output {
  /** Colours of the lines; none where no terminal shows them. */
  readonly style: Style;
  /** How many cells a line may take; undefined where lines may be of any length. */
  readonly columns: number | undefined;
  /** Where to write how far the command is, while it works: stdout, or stderr when stdout is for the JSON document. */
  readonly progress: WriteStream;
}
