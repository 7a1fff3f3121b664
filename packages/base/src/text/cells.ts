// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const escapeSequence = /\x1b\[[\d;?]*[A-Za-z]/y;
const wide = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u;
const none = /\p{Mark}|\u200d|\ufe0f/u;

const widthOfMark = (mark: string): number => (mark < "\u0300" ? 1 : none.test(mark) ? 0 : wide.test(mark) ? 2 : 1);

/** The marks of a line with the cells each takes; a colour takes none. */
function* marks(line: string): Generator<readonly [mark: string, cells: number]> {
  for (let i = 0; i < line.length; ) {
    escapeSequence.lastIndex = i;
    const code = line[i] === "\x1b" ? escapeSequence.exec(line)?.[0] : undefined;
    const mark = code ?? String.fromCodePoint(line.codePointAt(i)!);
    yield [mark, code === undefined ? widthOfMark(mark) : 0];
    i += mark.length;
  }
}

/** How many cells of a terminal a line takes. */
export const cellsOf = (line: string): number => {
  let cells = 0;
  for (const [, width] of marks(line)) cells += width;
  return cells;
};

/** A line that takes at most so many cells; where it is cut stands `…`. Colours are kept, and ended. */
export const cut = (line: string, cells: number): string => {
  if (cellsOf(line) <= cells) return line;
  let out = "";
  let left = Math.max(cells - 1, 0);
  let full = false;
  for (const [mark, width] of marks(line)) {
    if (width === 0) out += mark;
    else if (!full && width <= left) {
      out += mark;
      left -= width;
    } else if (!full) {
      out += cells > 0 ? "…" : "";
      full = true;
    }
  }
  return out;
};

/** A line filled up with spaces. */
export const padEnd = (line: string, cells: number): string => line + " ".repeat(Math.max(cells - cellsOf(line), 0));
export const padStart = (line: string, cells: number): string => " ".repeat(Math.max(cells - cellsOf(line), 0)) + line;

/** Text on one line, without marks that steer a terminal. */
export const oneLine = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/\p{Cc}/gu, "")
    .trim();
