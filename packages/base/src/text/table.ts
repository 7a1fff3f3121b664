import { cellsOf, cut, padEnd, padStart } from "./cells.ts";

export interface Column {
  readonly title: string;
  readonly align?: "right";
}

interface TableOptions {
  /** The last column is cut where it ends; without it nothing is. */
  readonly width?: number | undefined;
  /** What becomes of the line of titles: bold, say. */
  readonly head?: (line: string) => string;
  /** Spaces between two columns; 2 unless said. */
  readonly gap?: number;
}

/** Lines of a table: the titles, then a line for each row. */
export const table = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { width = Infinity, head = (line) => line, gap = 2 }: TableOptions = {},
): string[] => {
  const widths = columns.map(({ title }, i) => Math.max(cellsOf(title), ...rows.map((row) => cellsOf(row[i] ?? ""))));
  const line = (row: readonly string[]) => {
    const cells = columns.map(({ align }, i) => (align === "right" ? padStart : padEnd)(row[i] ?? "", widths[i]!));
    return cut(cells.join(" ".repeat(gap)).trimEnd(), width);
  };
  return [head(line(columns.map(({ title }) => title))), ...rows.map(line)];
};
