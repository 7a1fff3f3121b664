import type { Label, Target, Task } from "../contract/target.ts";
import { TableError } from "../error.ts";
import { cellOf, isMissing } from "../table/column.ts";
import type { Table } from "../table/table.ts";

interface Learned {
  readonly task: Task;
  readonly target: string | undefined;
  readonly classes: readonly Label[];
}

/** The target of rows to score a model on: of the classes it knows. */
export const evaluationTarget = (table: Table, { task, target: name, classes }: Learned): Target => {
  if (name === undefined || task === "anomalies") return { task: "anomalies" };
  const { data } = table.column(name);
  for (let row = 0; row < table.rows; row++) {
    if (!isMissing(data, row)) continue;
    throw new TableError("target", `A row is scored by its target: \`${name}\` is missing at row ${row}.`, {
      remedy: `Leave such rows out: table.filter((row) => row.${name} !== null).`,
    });
  }
  if (task === "numbers") {
    if (data.kind === "numbers") return { task, values: data.values };
    throw new TableError("target", `The model predicts numbers: \`${name}\` holds texts.`);
  }
  const numbers = new Map(classes.map((label, code) => [String(label), code]));
  const codes = Int32Array.from({ length: table.rows }, (_, row) => {
    const cell = cellOf(data, row);
    const code = numbers.get(cell instanceof Date ? cell.toISOString() : String(cell));
    if (code !== undefined) return code;
    throw new TableError(
      "target",
      `The model knows the classes ${classes.slice(0, 10).join(", ")}: \`${name}\` is ${cell} at row ${row}.`,
    );
  });
  return { task, classes, codes };
};
