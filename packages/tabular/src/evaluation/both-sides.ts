import { deviationOf, meanOf } from "@kaviar/base/numerics";
import type { Metric, Split } from "@kaviar/nn";
import { takeTarget } from "../contract/target.ts";
import type { Training } from "../contract/training.ts";
import { chainOf, type Member } from "../fitting/member.ts";
import { outputsOf } from "../fitting/out-of-fold.ts";
import { threadsHere } from "../kernels/crew.ts";
import { type ScoresByName, scoreAll, usualMetrics } from "../pipeline/score.ts";
import { foldPredictor } from "../workers/fit.ts";
import { inOrder } from "../workers/in-order.ts";
import { type Interval, intervalOf } from "./interval.ts";

/** What the folds say of one side. */
export interface FoldScores {
  readonly mean: ScoresByName;
  /** With n − 1 in the denominator. */
  readonly std: ScoresByName;
  /** Where the mean of new folds would be, 19 times out of 20. */
  readonly interval: Readonly<Record<string, Interval>>;
  /** One for each fold. */
  readonly folds: readonly ScoresByName[];
}

/** Scores on the rows that were learned from (`seen`), and on the others (`held`). */
export interface BothSides {
  readonly seen: FoldScores;
  readonly held: FoldScores;
}

interface Round {
  readonly learner: Member;
  readonly splits: readonly Split[];
}

interface Scoring {
  readonly metrics?: readonly Metric[] | undefined;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  readonly threads?: number | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Fits each round's model to each of its splits, and scores it on both sides. */
export const scoreBothSides = async (
  training: Training,
  rounds: readonly Round[],
  { metrics = usualMetrics(training.target.task), seed, signal, threads = threadsHere(), onProgress }: Scoring,
): Promise<readonly BothSides[]> => {
  const width = outputsOf(training.target);
  const predictFold = foldPredictor(training, seed, { signal, threads });
  const jobs = rounds.flatMap(({ learner, splits }) =>
    splits.map(({ training: seen, validation: held }, fold) => ({ learner, seen, held, fold })),
  );
  let done = 0;
  const scored = await inOrder(jobs, threads, async ({ learner, seen, held, fold }) => {
    signal?.throwIfAborted();
    const both = Int32Array.from([...held, ...seen]);
    const { values } = await predictFold({ kind: "pipeline", ...chainOf(learner) }, { number: fold, seen, held: both });
    onProgress?.(++done / jobs.length);
    const cut = held.length * width;
    return {
      seen: scoreAll(metrics, takeTarget(training.target, seen), values.slice(cut)),
      held: scoreAll(metrics, takeTarget(training.target, held), values.slice(0, cut)),
    };
  });
  let from = 0;
  return rounds.map(({ splits }) => {
    const own = scored.slice(from, from + splits.length);
    from += splits.length;
    const held = splits.reduce((sum, split) => sum + split.validation.length, 0);
    const seen = splits.reduce((sum, split) => sum + split.training.length, 0);
    const side = (which: "seen" | "held") =>
      summaryOf(
        own.map((scores) => scores[which]),
        metrics,
        held / seen,
      );
    return { seen: side("seen"), held: side("held") };
  });
};

const summaryOf = (folds: readonly ScoresByName[], metrics: readonly Metric[], heldToSeen: number): FoldScores => {
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
  return {
    mean: over(meanOf),
    std: over(deviationOf),
    interval: over((values, { bounds }) => intervalOf(values, heldToSeen, bounds)),
    folds,
  };
};
