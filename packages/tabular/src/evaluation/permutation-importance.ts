import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { deviationOf, meanOf } from "@kaviar/base/numerics";
import { inOrder, seededRandom, shuffle } from "@kaviar/base/random";
import { accuracy, r2 } from "@kaviar/nn";
import { metric } from "../contract/metric.ts";
import { options } from "../options.ts";
import type { Predictor } from "../pipeline/trained-pipeline.ts";
import { takeRows } from "../table/column.ts";
import type { Table } from "../table/table.ts";
import { checkExplained } from "./check-explained.ts";
import { type Interval, intervalOf } from "./interval.ts";

const read = options("permutationImportance", {
  /** What gets worse; accuracy for classes and R² for numbers, unless said. */
  metric: metric.optional(),
  /** How often each column is shuffled. */
  repeats: whole(2).default(5),
  /** Another one shuffles otherwise. */
  seed: whole().default(0),
});

export type PermutationImportanceOptions = OptionsOf<typeof read>;

/** How much worse the metric gets without a column: below 0 where it gets better. */
export interface ColumnImportance {
  readonly column: string;
  readonly mean: number;
  /** With n − 1 in the denominator. */
  readonly std: number;
  /** Where the mean of new shuffles would be, 19 times out of 20. */
  readonly interval: Interval;
  /** One for each time it was shuffled. */
  readonly drops: readonly number[];
}

/**
 * How much worse a model gets when the values of a column change places: what it takes from that column.
 *
 * ```ts
 * const importances = await permutationImportance(model, test, { metric: rocAuc, repeats: 10, seed: 1 });
 * importances.sort((a, b) => b.mean - a.mean);
 * ```
 * Columns are those of the table, before any step. Use rows that the model has not seen: else it tells what it learned by
 * heart.
 */
export const permutationImportance = withCard(
  async (model: Predictor, table: Table, given?: PermutationImportanceOptions): Promise<ColumnImportance[]> => {
    checkExplained("permutationImportance", model, table);
    const { metric = model.task === "classes" ? accuracy : r2, repeats, seed } = read(given);
    const score = async (rows: Table): Promise<number> =>
      (await model.evaluate(rows, { metrics: [metric] }))[metric.name]!;
    const sign = metric.better === "higher" ? 1 : -1;
    const whole = await score(table);
    const ends = metric.bounds?.map((end) => sign * (whole - end)).sort((a, b) => a - b) as
      | [number, number]
      | undefined;
    const importances: ColumnImportance[] = [];
    for (const [number, { name }] of model.inputs.entries()) {
      const drops: number[] = [];
      for (let repeat = 0; repeat < repeats; repeat++) {
        const order = shuffle(inOrder(table.rows), seededRandom(seed, number * repeats + repeat));
        drops.push(sign * (whole - (await score(table.with([takeRows(table.column(name).data, order)])))));
      }
      importances.push({
        column: name,
        mean: meanOf(drops),
        std: deviationOf(drops),
        interval: intervalOf(drops, 0, ends),
        drops,
      });
    }
    return importances;
  },
  {
    about: {
      name: "Permutation importance",
      formula: "metric(rows) − metric(rows with the column shuffled)",
      use: "what any model takes from each column, in units of a metric you care about",
      pitfall: "of two columns that say the same each looks dispensable, and shuffling makes rows that cannot be",
      reference: "Breiman 2001",
      seeAlso: ["partialDependence", "kernelShap"],
    },
  },
);
