import { type Training, takeTraining } from "../../contract/training.ts";
import type { ColumnData } from "../../table/column.ts";
import { isCategory } from "./mixed-rows.ts";
import type { NewRow } from "./pair-rows.ts";

/** The rows as they came, and the new ones behind them. */
export const rowsBetween = (training: Training, made: readonly NewRow[]): Training => {
  const { table, weights } = training;
  const rows = table.rows;
  const extended = takeTraining(
    training,
    Int32Array.from({ length: rows + made.length }, (_, i) => (i < rows ? i : made[i - rows]!.from)),
  );
  for (const [i, { from, to, share }] of made.entries())
    if (weights) extended.weights![rows + i] = between(weights, from, to, share);
  const columns = extended.table.data.map((column, c) => fill(column, table.data[c]!, made));
  return { ...extended, table: extended.table.with(columns) };
};

const between = (values: Float64Array, from: number, to: number, share: number): number =>
  values[from]! + share * (values[to]! - values[from]!);

/** Behind the known rows of a column the new ones. */
const fill = (extended: ColumnData, known: ColumnData, made: readonly NewRow[]): ColumnData => {
  if (known.kind === "texts" && extended.kind === "texts") {
    const codes = extended.codes.slice();
    for (const [i, { neighbours }] of made.entries())
      codes[known.codes.length + i] = mostFrequent(known.codes, neighbours);
    return { ...extended, codes };
  }
  if (known.kind === "texts" || extended.kind === "texts") return extended;
  const values = extended.values.slice();
  const rows = known.values.length;
  if (isCategory(known)) {
    for (const [i, { neighbours }] of made.entries()) values[rows + i] = mostFrequent(known.values, neighbours);
    return { ...extended, values };
  }
  for (const [i, { from, to, share }] of made.entries()) values[rows + i] = between(known.values, from, to, share);
  return { ...extended, type: known.type === "integer" ? "number" : known.type, values };
};

/** Of equally frequent ones that of the nearest row. */
const mostFrequent = (values: ArrayLike<number>, rows: Int32Array): number => {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(values[row]!, (counts.get(values[row]!) ?? 0) + 1);
  let [best, most] = [values[rows[0]!]!, 0];
  for (const [value, count] of counts) if (count > most) [best, most] = [value, count];
  return best;
};
