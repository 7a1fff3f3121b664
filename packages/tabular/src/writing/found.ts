import { finite, flag, law, listOf, oneOf, record, text, whole } from "@kaviar/base/check";
import type { Metric } from "@kaviar/nn";
import { type Chain, isModel, isPipeline } from "../contract/chain.ts";
import { metric } from "../contract/metric.ts";
import type { Label } from "../contract/target.ts";
import type { CalibrateOptions } from "../models/calibrate.ts";
import { optionsOf } from "../options.ts";
import { fitLaws } from "../pipeline/fit-options.ts";

/** A pipeline that was found for a table, and how it was scored: what programs are written of. */
export interface FoundPipeline {
  /** Steps and a model, not fitted. */
  readonly pipeline: Chain;
  /** The path of the table's file, from where the program is run. */
  readonly data: string;
  /** The rows that were drawn of it, where they are not all: the options of `readTable`. */
  readonly sample?: { readonly sample: number; readonly seed: number } | undefined;
  /** Whether the model was fitted to all rows in the end, in parts. */
  readonly inParts?: boolean | undefined;
  /** The column to predict. */
  readonly target: string;
  /** What it was scored by, the mean over the folds, and their standard deviation. */
  readonly metric: Metric;
  readonly score?: number | undefined;
  readonly std?: number | undefined;
  /** How many folds; 5 unless said. */
  readonly folds?: number | undefined;
  /** How often rows were dealt to folds; 1 unless said. */
  readonly repeats?: number | undefined;
  readonly seed?: number | undefined;
  /**
   * The rows that were held back from the folds: the share that `split` drew, with the same target, seed, group and time, or
   * the path of a file of their own.
   */
  readonly holdout?: number | string | undefined;
  /** How many of the other rows it was scored on, where `split` has drawn some, with the same target, seed, group and time. */
  readonly searched?: number | undefined;
  /** How the probabilities of what was scored were calibrated afterwards, where they were. */
  readonly calibrate?: CalibrateOptions["method"] | undefined;
  /** What its threshold between two classes was chosen by afterwards, where it was. */
  readonly threshold?: Metric | undefined;
  /** Columns that were left out before: ids, constants. The columns of target, weights, group and time are none of them. */
  readonly without?: readonly string[] | undefined;
  /** What the target is, where that was said. */
  readonly task?: "classes" | "numbers" | undefined;
  /** Of two classes the one that the metric is about, where that was said. */
  readonly positive?: Label | undefined;
  /** The column of the rows' weights. */
  readonly weights?: string | undefined;
  /** A column: rows of one group are in one fold. It is no feature then. */
  readonly group?: string | undefined;
  /** A column: each fold is predicted from what came before it. */
  readonly time?: string | undefined;
}

/** The laws of what is to be written. */
export const foundLaws = {
  /** Steps and a model, not fitted. */
  pipeline: law<Chain>(
    "a pipeline that ends with a model",
    (x) => isPipeline(x) && isModel(x.model),
    "Give pipeline(scale(), ridge()), say.",
  ),
  /** The path of the table's file, from where the program is run. */
  data: text,
  /** The rows that were drawn of it, where they are not all. */
  sample: record<{ readonly sample: number; readonly seed: number }>("{ sample, seed }", "sample", "seed").optional(),
  /** Whether the model was fitted to all rows in the end, in parts. */
  inParts: flag.default(false),
  /** The column to predict. */
  target: text,
  /** What it was scored by. */
  metric,
  /** The mean over the folds. */
  score: finite.optional(),
  /** The standard deviation over the folds. */
  std: finite.optional(),
  /** How many folds. */
  folds: whole(2).default(5),
  /** How often rows were dealt to them. */
  repeats: whole(1).default(1),
  seed: fitLaws.seed,
  /** The rows that were held back from the folds: a share of them, or the path of a file. */
  holdout: law<number | string>(
    "a share of the rows between 0 and 1, or the path of a file",
    (x) => (typeof x === "number" && x > 0 && x < 1) || (typeof x === "string" && x !== ""),
  ).optional(),
  /** How many of the other rows it was scored on, where some were drawn. */
  searched: whole(1).optional(),
  /** How the probabilities of what was scored were calibrated afterwards. */
  calibrate: oneOf("sigmoid", "isotonic", "temperature").optional(),
  /** What its threshold between two classes was chosen by afterwards. */
  threshold: metric.optional(),
  /** Columns that were left out before: ids, constants. */
  without: listOf(text).default([]),
  task: fitLaws.task,
  positive: fitLaws.positive,
  /** The column of the rows' weights. */
  weights: text.optional(),
  /** A column: rows of one group are in one fold. It is no feature then. */
  group: text.optional(),
  /** A column: each fold is predicted from what came before it. */
  time: text.optional(),
};

const read = optionsOf<FoundPipeline>()("pipelineTs", foundLaws);

/** With what was left out filled in. */
export type Found = ReturnType<typeof read>;

export const readFound = read;

/** Whether what was scored was changed afterwards: then a program has both. */
export const isAdjusted = ({ calibrate, threshold }: Pick<Found, "calibrate" | "threshold">): boolean =>
  calibrate !== undefined || threshold !== undefined;
