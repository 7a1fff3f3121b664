import { withCard } from "@kaviar/base/card";
import { law, listOf } from "@kaviar/base/check";
import { seededRandom, shuffle } from "@kaviar/base/random";
import type { Metric } from "@kaviar/nn";
import { metric } from "../contract/metric.ts";
import { type Member, member } from "../fitting/member.ts";
import { argument, optionsOf } from "../options.ts";
import { type FitOptions, fitLaws } from "../pipeline/fit-options.ts";
import type { Table } from "../table/table.ts";
import { type BothSides, scoreBothSides } from "./both-sides.ts";
import { dealTable } from "./deal-table.ts";
import { type FoldOptions, foldLaws } from "./fold-options.ts";

export interface LearningCurveOptions extends FitOptions, FoldOptions {
  /** How many of a fold's training rows are learned from: shares up to 1, which is all, or whole numbers above; from 0.1 to 1 unless said. */
  readonly sizes?: readonly number[] | undefined;
  readonly metrics?: readonly Metric[] | undefined;
}

const read = optionsOf<LearningCurveOptions>()("learningCurve", {
  ...fitLaws,
  ...foldLaws,
  /** How many of a fold's training rows are learned from: shares up to 1, which is all, or whole numbers above; from 0.1 to 1 unless said. */
  sizes: listOf(
    law<number>(
      "a share up to 1, or a whole number",
      (x) => typeof x === "number" && x > 0 && (x <= 1 || Number.isSafeInteger(x)),
    ),
  ).default([0.1, 0.325, 0.55, 0.775, 1]),
  /** What is measured; accuracy and log loss for classes, RMSE, MAE and R² for numbers, unless said. */
  metrics: listOf(metric).optional(),
});

/** Scores after learning from so many rows. */
export interface LearningPoint extends BothSides {
  readonly rows: number;
}

const checkLearner = argument("learningCurve", "learner", member);

/**
 * How scores change with the number of rows that are learned from, on the rows themselves and on others.
 *
 * ```ts
 * const points = await learningCurve(pipe, train, { target: "churned", metrics: [rocAuc], seed: 1 });
 * points.map(({ rows, held }) => [rows, held.mean.rocAuc]);
 * ```
 * Of each fold's training rows the first so many in an order drawn once: a larger number has all rows of a smaller one.
 */
export const learningCurve = withCard(
  async (learner: Member, table: Table, given: LearningCurveOptions = {}): Promise<LearningPoint[]> => {
    const options = read(given);
    const model = checkLearner(learner);
    const { training, splits } = dealTable("learningCurve", table, options);
    const orders = splits.map(({ training: rows }, fold) =>
      shuffle(Int32Array.from(rows), seededRandom(options.seed, 0x1ea4 + fold)),
    );
    const shortest = Math.min(...orders.map(({ length }) => length));
    const counts = options.sizes.map((size) => (size <= 1 ? Math.floor(size * shortest) : size));
    const unique = [...new Set(counts.map((count) => Math.min(Math.max(count, 1), shortest)))].sort((a, b) => a - b);
    const rounds = unique.map((rows) => ({
      learner: model,
      splits: splits.map(({ validation }, fold) => ({ training: orders[fold]!.slice(0, rows).sort(), validation })),
    }));
    const scores = await scoreBothSides(training, rounds, options);
    return scores.map((both, i) => ({ rows: unique[i]!, ...both }));
  },
  {
    about: {
      name: "Learning curve",
      formula: "mean over folds of metric(model fitted to n rows), for n from few to all",
      use: "whether more rows would help, and whether a model learns its rows by heart",
      pitfall: "the ends of two curves with other pipelines are no fair comparison: see crossValidate",
      reference: "Cortes et al. 1993",
      seeAlso: ["validationCurve", "crossValidate"],
    },
  },
);
