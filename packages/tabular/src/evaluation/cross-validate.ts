import { withCard } from "@kaviar/base/card";
import { listOf } from "@kaviar/base/check";
import { deviationOf, meanOf } from "@kaviar/base/numerics";
import type { Metric } from "@kaviar/nn";
import { metric } from "../contract/metric.ts";
import { takeTarget } from "../contract/target.ts";
import { TableError } from "../error.ts";
import { chainOf, type Member, member } from "../fitting/member.ts";
import { threadsHere } from "../kernels/crew.ts";
import { optionsOf } from "../options.ts";
import { type FitOptions, fitLaws } from "../pipeline/fit-options.ts";
import { type ScoresByName, scoreAll, usualMetrics } from "../pipeline/score.ts";
import type { Table } from "../table/table.ts";
import { foldPredictor } from "../workers/fit.ts";
import { inOrder } from "../workers/in-order.ts";
import { dealTable } from "./deal-table.ts";
import { type FoldOptions, foldLaws } from "./fold-options.ts";
import { type Interval, intervalOf } from "./interval.ts";

export interface CrossValidateOptions extends FitOptions, FoldOptions {
  /** What is measured; accuracy and log loss for classes, RMSE, MAE and R² for numbers, unless said. */
  readonly metrics?: readonly Metric[] | undefined;
}

const read = optionsOf<CrossValidateOptions>()("crossValidate", {
  ...fitLaws,
  ...foldLaws,
  /** What is measured; accuracy and log loss for classes, RMSE, MAE and R² for numbers, unless said. */
  metrics: listOf(metric).optional(),
});

/** What is chosen for a fold, from its training rows alone: a search inside makes the cross-validation a nested one. */
export type Choice = (training: Table, fold: number) => Member | Promise<Member>;

export interface CrossValidation {
  readonly mean: ScoresByName;
  /** With n − 1 in the denominator; NaN of one fold. */
  readonly std: ScoresByName;
  /** Where the mean of new folds would be, 19 times out of 20; within what the metric can be; NaN of one fold. */
  readonly interval: Readonly<Record<string, Interval>>;
  /** One for each fold. */
  readonly folds: readonly ScoresByName[];
  /** What was said about each row while it was held out: numbers, or probabilities row after row; NaN where it never was. */
  readonly outOfFold: Float64Array;
  /** What was decided and left out on the way, in sentences; of what is said in several folds, each once. */
  readonly notes: readonly string[];
}

/**
 * Fits to all folds but one, scores on that one, and goes on with the next: what a pipeline is worth, and how sure that is.
 *
 * ```ts
 * const scores = await crossValidate(pipe, train, { target: "churned", folds: 5, metrics: [rocAuc], seed: 1 });
 * scores.mean.rocAuc;                                     // 0.92
 * scores.interval.rocAuc;                                 // { low: 0.90, high: 0.94 }
 * ```
 * All that is fitted is fitted inside the fold. A function in the place of the pipeline chooses one for each fold, from its
 * training rows: nested cross-validation.
 */
export const crossValidate = withCard(
  async (learner: Member | Choice, table: Table, given: CrossValidateOptions = {}): Promise<CrossValidation> => {
    const options = read(given);
    checkLearner(learner);
    const { seed, signal, onProgress } = options;
    const { training, rows, splits, notes } = dealTable("crossValidate", table, options);
    const metrics = options.metrics ?? usualMetrics(training.target.task);
    const width = training.target.task === "classes" ? training.target.classes.length : 1;
    const outOfFold = new Float64Array(rows.length * width).fill(Number.NaN);
    const { threads = threadsHere() } = options;
    const predictFold = foldPredictor(training, seed, { signal, threads });
    const said: (readonly string[])[] = [];
    let done = 0;
    const folds = await inOrder(splits, threads, async ({ training: seen, validation: held }, number) => {
      signal?.throwIfAborted();
      const chosen = typeof learner === "function" ? await learner(table.take(rows).take(seen), number) : learner;
      checkChosen(chosen, number);
      const { values, notes: saidHere } = await predictFold(
        { kind: "pipeline", ...chainOf(chosen) },
        { number, seen, held },
      );
      for (let i = 0; i < held.length; i++) {
        outOfFold.set(values.subarray(i * width, (i + 1) * width), held[i]! * width);
      }
      said[number] = saidHere;
      onProgress?.(++done / splits.length);
      return scoreAll(metrics, takeTarget(training.target, held), values);
    });
    const over = <T>(summary: (values: readonly number[], metric: Metric) => T) =>
      Object.fromEntries(
        metrics.map((metric) => [
          metric.name,
          summary(
            folds.map((scores) => scores[metric.name]!),
            metric,
          ),
        ]),
      ) as Readonly<Record<string, T>>;
    const held = splits.reduce((sum, { validation }) => sum + validation.length, 0) / splits.length;
    const seen = splits.reduce((sum, split) => sum + split.training.length, 0) / splits.length;
    return {
      mean: over(meanOf),
      std: over(deviationOf),
      interval: over((values, { bounds }) => intervalOf(values, held / seen, bounds)),
      folds,
      outOfFold,
      notes: [...new Set([...notes, ...said.flat()])],
    };
  },
  {
    about: {
      name: "Cross-validation",
      formula: "mean ± t · σ · √(1/k + n₂/n₁) of the scores on k folds of n₂ rows, each fitted to the n₁ others",
      use: "what a pipeline is worth on rows it has not seen, and how sure that is",
      pitfall: "the best of many cross-validated pipelines looks better than it is: hold rows back for the end",
      reference: "Stone 1974; the interval: Nadeau & Bengio 2003",
      seeAlso: ["split"],
    },
  },
);

const checkChosen = (chosen: unknown, fold: number): void => {
  if (member.holds(chosen)) return;
  throw new TableError(
    "pipeline",
    `A choice gives a model, or a pipeline that ends with one: for fold ${fold} it gave neither.`,
    {
      remedy: "Return it: () => pipeline(scale(), ridge()).",
    },
  );
};

const checkLearner = (learner: unknown): void => {
  if (typeof learner === "function" && !("about" in learner)) return;
  if (member.holds(learner)) return;
  throw new TableError("pipeline", "crossValidate scores a model, or a pipeline that ends with one: got neither.", {
    remedy: "Call it: crossValidate(ridge(), …), or put a model behind the steps.",
  });
};
