import { cellsOf, fold, padEnd, type Style } from "@kaviar/base/text";

/** A text on lines of at most so many cells, cut at its spaces; a word that is longer is cut in itself. */
export const inLines = (text: string, cells: number): string[] =>
  fold(text, cells).flatMap((line) => pieces(line.trim(), cells));

const pieces = (line: string, cells: number): string[] => {
  if (cellsOf(line) <= cells) return [line];
  const marks = [...line];
  const hump = marks
    .slice(0, cells + 1)
    .findLastIndex((mark, i) => i > 2 && (marks[i - 1] === "-" || /\p{Lu}/u.test(mark)));
  const at = hump > 0 ? hump : cells;
  return [marks.slice(0, at).join(""), ...pieces(marks.slice(at).join(""), cells)];
};

/** Texts beside what they are: the names under each other, and each text in lines beside its own. */
export const besideNames = (
  rows: readonly (readonly [name: string, text: string | readonly string[]])[],
  { width, style }: { readonly width: number; readonly style: Style },
): string[] => {
  const names = Math.max(...rows.map(([name]) => cellsOf(name)));
  return rows.flatMap(([name, text]) =>
    [text]
      .flat()
      .flatMap((part) => inLines(part, width - names - 4))
      .map((line, i) => `  ${style.dim(padEnd(i === 0 ? name : "", names))}  ${line}`),
  );
};
