import { shown } from "@kaviar/base/error";
import type { Label } from "../contract/target.ts";
import { TableError } from "../error.ts";
import type { Predictor } from "../pipeline/trained-pipeline.ts";
import type { Table } from "../table/table.ts";

/** Which class is explained, by its number: of two the second, unless said. */
export const classNumber = (owner: string, { task, classes }: Predictor, wanted: Label | undefined): number => {
  if (task !== "classes") return 0;
  const chosen = wanted ?? (classes.length === 2 ? classes[1] : undefined);
  const at = chosen === undefined ? -1 : classes.indexOf(chosen);
  if (at >= 0) return at;
  const evidence = wanted === undefined ? `there are ${classes.length}` : `got ${shown(wanted)}`;
  throw new TableError("options", `${owner} explains the probability of one class: ${evidence}.`, {
    remedy: `Name one of ${classes.slice(0, 10).map(shown).join(", ")}: { class: ${shown(classes[0])} }.`,
  });
};

/** One number a row of what a model says: its number, or the probability of one class. */
export const oneOutput = (
  owner: string,
  model: Predictor,
  wanted: Label | undefined,
): ((rows: Table) => Promise<Float64Array>) => {
  const { task, classes } = model;
  if (task !== "classes") return async (rows) => (await model.predict(rows)) as Float64Array;
  const at = classNumber(owner, model, wanted);
  return async (rows) => {
    const { values } = await model.probabilities(rows);
    return Float64Array.from({ length: rows.rows }, (_, row) => values[row * classes.length + at]!);
  };
};
