import type { TrainingData } from "@kaviar/nn";
import { dummy, encode, impute, pipeline, type Table } from "@kaviar/tabular";

/** Rows of a table as a network takes them: gaps filled in, every column as numbers. */
export const rowsOf = async (table: Table, target: string, task: "classes" | "numbers"): Promise<TrainingData> => {
  const cells = [...table.column(target)];
  const known = Int32Array.from(cells.keys()).filter((row) => cells[row] !== null);
  const rows = known.length === table.rows ? table : table.take(known);
  const prepared = await pipeline(impute(), encode(), dummy()).fit(rows, { target, task });
  const seen = await prepared.transform(rows);
  const width = seen.columns.length;
  const numbers = new Float32Array(seen.rows * width);
  for (const [at, name] of seen.columns.entries()) {
    const { data } = seen.column(name);
    for (let row = 0; row < seen.rows; row++)
      numbers[row * width + at] = data.kind === "numbers" ? data.values[row]! : 0;
  }
  const targets = Array.from(known, (row) => cells[row]!);
  return {
    x: { data: numbers, shape: [seen.rows, width] },
    y: task === "classes" ? targets.map(String) : targets.map(Number),
  };
};
