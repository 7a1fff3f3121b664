import type { WriteStream } from "node:tty";
import { cellsOf } from "./cells.ts";

/** A part of the terminal that is drawn over and over, in its place. */
export interface LiveView {
  draw(lines: readonly string[]): void;
  /** Writes above the picture, into what scrolls away. */
  above(text: string): void;
  /** Takes the picture away, and gives the cursor back. */
  clear(): void;
}

/**
 * Each picture is written in one piece over the last one, between the marks that ask a terminal to show it at once
 * (mode 2026): it never flickers. A terminal that became narrower has broken the lines that were there; they are
 * counted as it shows them now, and erased one by one, or what is written over them would be joined again when it
 * becomes wider. All below the first line is never cleared at once: some terminals keep that, as they would a screen.
 */
export const createLiveView = (stream: WriteStream): LiveView => {
  let shown: readonly string[] = [];
  let shownIn = 0;
  const write = stream.write.bind(stream);
  /** Asked anew: of a program that is busy, `columns` is that of before until it hears of the change. */
  const columns = () => Math.max(stream.getWindowSize?.()[0] ?? stream.columns, 1);
  const rowsShown = () => shown.reduce((sum, line) => sum + Math.max(Math.ceil(cellsOf(line) / columns()), 1), 0);
  const up = (rows: number) => (rows === 0 ? "\r" : `\r\x1b[${rows}A`);
  const erased = () => {
    const rows = rowsShown();
    return `${up(rows)}${"\x1b[2K\n".repeat(rows)}${up(rows)}`;
  };
  /** Back to the first line. */
  const home = () => (shownIn === columns() ? up(rowsShown()) : erased());
  /** Behind a line that fills its row the cursor is still on its last cell: to erase from there would take that. */
  const ended = (line: string) => (line !== "" && cellsOf(line) % columns() === 0 ? line : `${line}\x1b[K`);
  const written = (lines: readonly string[]) => lines.map((line) => `${ended(line)}\n`).join("");
  const atOnce = (text: string) => {
    write(`\x1b[?2026h\x1b[?25l${text}\x1b[?2026l`);
    shownIn = columns();
  };
  const showCursor = () => write("\x1b[?25h");
  process.once("exit", showCursor);
  return {
    draw: (lines) => {
      atOnce(`${home()}${written(lines)}\x1b[J`);
      shown = lines;
    },
    above: (text) => {
      const lines = text.replace(/\n$/, "").split("\n");
      atOnce(`${home()}${written([...lines, ...shown])}\x1b[J`);
    },
    clear: () => {
      atOnce(erased());
      shown = [];
      showCursor();
      process.off("exit", showCursor);
    },
  };
};

/**
 * Sends what anybody prints to a stream above the picture, line by line. Returns how to let it go again.
 */
export const redirect = (stream: WriteStream, above: (text: string) => void): (() => void) => {
  const { write } = stream;
  let line = "";
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    line += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    const end = line.lastIndexOf("\n") + 1;
    if (end > 0) above(line.slice(0, end));
    line = line.slice(end);
    const done = rest.at(-1);
    if (typeof done === "function") done();
    return true;
  }) as typeof write;
  return () => {
    stream.write = write;
    if (line !== "") above(line);
  };
};
