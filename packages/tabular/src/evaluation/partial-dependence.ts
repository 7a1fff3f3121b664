import { withCard } from "@kaviar/base/card";
import { either, finite, flag, law, type OptionsOf, text, whole } from "@kaviar/base/check";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import type { Predictor } from "../pipeline/trained-pipeline.ts";
import { type Cell, type ColumnData, cellOf, isMissing, takeRows } from "../table/column.ts";
import { columnOf } from "../table/column-of.ts";
import type { Table } from "../table/table.ts";
import { checkExplained } from "./check-explained.ts";
import { oneOutput } from "./one-output.ts";

/** One column, or two. */
export type DependenceColumns = string | readonly [string, string];

/** Values of one column, or of each of two. */
export type DependenceValues = readonly Cell[] | readonly [readonly Cell[], readonly Cell[]];

const read = options("partialDependence", {
  /** One column, or two for what they do together. */
  column: law<DependenceColumns>(
    "the name of a column, or of two",
    (x) => typeof x === "string" || (Array.isArray(x) && x.length === 2 && x.every((name) => typeof name === "string")),
  ),
  /** How many values of a column of numbers are tried, where it has more. */
  points: whole(2).default(20),
  /** The values to try, instead: of one column, or a list for each of two. */
  values: law<DependenceValues>("a list of values", Array.isArray).optional(),
  /** Whose probability is explained; of two classes the second unless said. */
  class: either(either(finite, text), flag).optional(),
});

export type PartialDependenceOptions = OptionsOf<typeof read>;

export interface PartialDependence {
  readonly columns: readonly string[];
  /** For each point, the value of each column. */
  readonly points: readonly (readonly Cell[])[];
  /** For each point, the mean over all rows of what the model says. */
  readonly mean: Float64Array;
  /** What it says of each row (ICE), point after point: [rows, points]. */
  readonly individual: Float64Array;
}

/** Evenly from the 5th percentile to the 95th, or all values where they are few; of texts all that occur. */
const usualValues = (data: ColumnData, points: number): readonly Cell[] => {
  const seen = new Map<number, number>();
  const rows = data.kind === "numbers" ? data.values.length : data.codes.length;
  for (let row = 0; row < rows; row++) {
    if (isMissing(data, row)) continue;
    const key = data.kind === "numbers" ? data.values[row]! : data.codes[row]!;
    if (!seen.has(key)) seen.set(key, row);
  }
  if (data.kind === "texts" || seen.size <= points)
    return [...seen].sort(([a], [b]) => a - b).map(([, row]) => cellOf(data, row));
  const sorted = data.values.filter((value) => !Number.isNaN(value)).sort();
  const quantile = (share: number): number => {
    const at = share * (sorted.length - 1);
    const below = Math.floor(at);
    return sorted[below]! + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - sorted[below]!);
  };
  const [low, high] = [quantile(0.05), quantile(0.95)];
  const evenly = Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1));
  return data.type === "date" ? evenly.map((moment) => new Date(moment)) : evenly;
};

/** A column that has one value throughout. */
const filled = (name: string, value: Cell, { type }: ColumnData, rows: number): ColumnData => ({
  ...takeRows(columnOf(name, [value]), new Int32Array(rows)),
  type,
});

/**
 * How what a model says changes with one column, or with two, all else as it is: the mean over the rows, and each row.
 *
 * ```ts
 * const { points, mean } = await partialDependence(model, test, { column: "age" });
 * await partialDependence(model, test, { column: ["age", "income"], points: 10 });
 * ```
 * Each row is predicted once for each point.
 */
export const partialDependence = withCard(
  async (model: Predictor, table: Table, given: PartialDependenceOptions): Promise<PartialDependence> => {
    checkExplained("partialDependence", model, table);
    const { column, points: count, values, class: chosen } = read(given);
    const columns = typeof column === "string" ? [column] : column;
    const data = columns.map((name) => {
      if (model.inputs.some((input) => input.name === name)) return table.column(name).data;
      throw new TableError("column", `The model does not predict from \`${name}\`.`, {
        remedy: `It takes ${model.inputs
          .slice(0, 10)
          .map((input) => `\`${input.name}\``)
          .join(", ")}.`,
      });
    });
    const lists = columns.map((_, i) => {
      if (!values) return usualValues(data[i]!, count);
      return (columns.length === 1 ? values : values[i]) as readonly Cell[];
    });
    const points = lists.reduce<Cell[][]>(
      (made, list) => made.flatMap((point) => list.map((cell) => [...point, cell])),
      [[]],
    );
    const say = oneOutput("partialDependence", model, chosen);
    const individual = new Float64Array(table.rows * points.length);
    const mean = new Float64Array(points.length);
    for (const [p, point] of points.entries()) {
      const said = await say(table.with(point.map((cell, i) => filled(columns[i]!, cell, data[i]!, table.rows))));
      for (let row = 0; row < table.rows; row++) {
        individual[row * points.length + p] = said[row]!;
        mean[p]! += said[row]! / table.rows;
      }
    }
    return { columns, points, mean, individual };
  },
  {
    about: {
      name: "Partial dependence",
      formula: "mean over rows of f(x with the column at v), for each v; ICE: row by row",
      use: "the shape of what a model learned of a column: rising, bent, with a step",
      pitfall: "columns that go together are torn apart: look where rows like that exist",
      reference: "Friedman 2001; ICE: Goldstein et al. 2015",
      seeAlso: ["permutationImportance", "kernelShap"],
    },
  },
);
