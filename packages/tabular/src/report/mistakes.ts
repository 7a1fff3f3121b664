import { formatNumber } from "@kaviar/base/text";
import { labelsOf } from "../pipeline/labels.ts";
import { cellOf } from "../table/column.ts";
import { cellText } from "./cell-text.ts";
import type { Mistake, Mistakes } from "./fit-report.ts";
import { shownWords } from "./shown-words.ts";
import type { Unseen } from "./unseen.ts";

const [fewestRows, mostRows] = [3, 12];
/** Whose class was thought more likely than this is no mistake. */
const likely = 0.8;
const mostColumns = 10;

/** The rows that the model is most wrong about, with the values of these columns. */
export const mistakesOf = (
  { table, actual, said }: Unseen,
  classes: readonly string[],
  columns: readonly string[],
): Mistakes => {
  const width = Math.max(classes.length, 1);
  const right = (row: number): number => said[row * width + actual[row]!]!;
  const wrongness = (row: number): number => (width > 1 ? 1 - right(row) : Math.abs(said[row]! - actual[row]!));
  const rows = Array.from(actual, (_, row) => row)
    .sort((a, b) => wrongness(b) - wrongness(a))
    .slice(0, mostRows)
    .filter((row, place) => width === 1 || place < fewestRows || right(row) < likely);
  const shown = columns.slice(0, mostColumns);
  const data = shown.map((name) => table.column(name).data);
  const probable = width > 1 ? labelsOf(said, classes) : [];
  return {
    columns: shown,
    rows: rows.map((row): Mistake => {
      const values = data.map((column) => cellText(cellOf(column, row)));
      if (width === 1) {
        const [is, was] = [actual[row]!, said[row]!];
        return { actual: formatNumber(is), said: formatNumber(was), residual: was - is, values };
      }
      const [is, was] = [classes[actual[row]!]!, probable[row]!].map((label) => shownWords(String(label)));
      return { actual: is!, said: was!, probability: right(row), values };
    }),
  };
};
