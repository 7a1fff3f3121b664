import { cellsOf, cut, padEnd, padStart } from "./cells.ts";

export interface Column {
  readonly title: string;
  readonly align?: "right";
}

/** Lines of a table. The last column is cut where the width ends; without a width nothing is. */
export const table = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  {
    width = Infinity,
    head = (line: string) => line,
  }: { width?: number | undefined; head?: (line: string) => string } = {},
): string[] => {
  const widths = columns.map(({ title }, i) => Math.max(cellsOf(title), ...rows.map((row) => cellsOf(row[i] ?? ""))));
  const line = (row: readonly string[]) => {
    const cells = columns.map(({ align }, i) => (align === "right" ? padStart : padEnd)(row[i] ?? "", widths[i]!));
    return cut(cells.join("  ").trimEnd(), width);
  };
  return [head(line(columns.map(({ title }) => title))), ...rows.map(line)];
};
