import { finite, type OptionsOf } from "@kaviar/base/check";
import { ModelError } from "../../error.ts";
import { options } from "../../options.ts";
import type { Scores } from "./metric.ts";
import { checkNumbers, type Numbers, type Table, valuesOf } from "./values.ts";
import { weightsOf } from "./weights.ts";

/** Predictions as columns of scores, targets as class numbers. */
export interface Scored {
  readonly scores: Numbers;
  /** 1 where a row has one score (of class 1) or a class number. */
  readonly columns: number;
  readonly rows: number;
  readonly actual: Int32Array;
  /** The largest class number among the targets. */
  readonly largest: number;
  /** One column of numbers in [0, 1]. */
  readonly shares: boolean;
  /** Targets were −1 and 1: predictions are margins, decided by their sign. */
  readonly signs: boolean;
  readonly weights: Float64Array | undefined;
}

export interface Labelled {
  readonly predicted: Int32Array;
  readonly actual: Int32Array;
  readonly classes: number;
  readonly weights: Float64Array | undefined;
}

/** The options of a metric of classes. */
export const thresholded = (metric: string) =>
  options(metric, {
    /** A row is of class 1 where its score is above this; 0.5 for probabilities. */
    threshold: finite.optional(),
  });

export type ThresholdOptions = OptionsOf<ReturnType<typeof thresholded>>;

/** The first largest of each row. */
const argmaxRows = (data: Numbers, rows: number, columns: number): Int32Array => {
  const best = new Int32Array(rows);
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    let winner = 0;
    let largest = data[at]!;
    for (let c = 1; c < columns; c++) {
      const value = data[at + c]!;
      if (value > largest) {
        largest = value;
        winner = c;
      }
    }
    best[row] = winner;
  }
  return best;
};

/** How many numbers of the target belong to one row of the prediction. */
const targetWidth = (metric: string, prediction: Table, target: Table, rows: number, columns: number): number => {
  const last = target.shape.at(-1) ?? 1;
  if (target.data.length === rows) return 1;
  if (columns > 1 && target.data.length === rows * columns) return columns;
  if (columns === 1 && target.shape.length > 1 && target.data.length === rows * last) return last;
  throw new ModelError(
    "shape",
    `${metric} needs a target for each prediction: got predictions [${prediction.shape.join(", ")}] and targets [${target.shape.join(", ")}].`,
    { remedy: "Give [N, C] with class numbers [N] or one-hot [N, C], or [N] with 0 and 1 [N]." },
  );
};

const fromDistributions = (metric: string, { data }: Table, rows: number, width: number): Int32Array => {
  checkNumbers(metric, "targets", data, width);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let c = 0; c < width; c++) sum += data[row * width + c]!;
    if (Math.abs(sum - 1) < 1e-3) continue;
    throw new ModelError(
      "labels",
      `${metric} takes targets of several columns for one-hot: they must sum to 1, got ${sum} at row ${row}.`,
      { remedy: "For several labels a row, hand in each label's column by itself." },
    );
  }
  return argmaxRows(data, rows, width);
};

interface ClassNumbers {
  readonly classes: Int32Array;
  readonly largest: number;
}

const classNumbers = (metric: string, data: Numbers, columns: number, what: string): ClassNumbers => {
  const classes = data instanceof Int32Array ? data : new Int32Array(data.length);
  const limit = columns > 1 ? columns : 2 ** 31;
  let largest = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    classes[i] = value;
    if (value > largest) largest = value;
    if (classes[i] === value && value >= 0 && value < limit) continue;
    throw new ModelError(
      "labels",
      `${metric} needs ${what} that are integers in [0, ${columns > 1 ? columns : "C"}): got ${value} at row ${i}.`,
      {
        remedy:
          what === "targets"
            ? "If this is a regression, use mse, mae or r2."
            : "Scores of one column are probabilities in [0, 1], or class numbers; for margins say .with({ threshold: 0 }).",
      },
    );
  }
  return { classes, largest };
};

const above = (scores: Numbers, threshold: number): Int32Array => {
  const classes = new Int32Array(scores.length);
  for (let i = 0; i < scores.length; i++) classes[i] = scores[i]! > threshold ? 1 : 0;
  return classes;
};

const areShares = (scores: Numbers): boolean => {
  for (let i = 0; i < scores.length; i++) if (!(scores[i]! >= 0 && scores[i]! <= 1)) return false;
  return true;
};

/** −1 and 1 as classes 0 and 1, where that is what there is. */
const fromSigns = (data: Numbers): ClassNumbers | undefined => {
  let negative = false;
  for (let i = 0; i < data.length; i++) {
    if (data[i] === -1) negative = true;
    else if (data[i] !== 1) return undefined;
  }
  return negative ? { classes: above(data, 0), largest: 1 } : undefined;
};

/** Scores and classes of whatever arrangement: [N, C], [N], [N, 1] or [N, T, C] against class numbers, 0/1, −1/1 or one-hot. */
export const scored = (
  metric: string,
  prediction: Scores,
  target: Scores,
  weights: ArrayLike<number> | undefined,
): Scored => {
  const [p, t] = [valuesOf(prediction), valuesOf(target)];
  const columns = p.shape.length > 1 ? p.shape.at(-1)! : 1;
  const rows = p.data.length / Math.max(1, columns);
  const checked = weightsOf(metric, weights, rows);
  const width = targetWidth(metric, p, t, rows, columns);
  const shares = columns === 1 && areShares(p.data);
  if (!shares) checkNumbers(metric, "predictions", p.data, columns);
  const signs = width === 1 && columns === 1 ? fromSigns(t.data) : undefined;
  const { classes, largest } =
    signs ??
    (width === 1
      ? classNumbers(metric, t.data, columns, "targets")
      : { classes: fromDistributions(metric, t, rows, width), largest: width - 1 });
  return {
    scores: p.data,
    columns,
    rows,
    actual: classes,
    largest,
    shares,
    signs: signs !== undefined,
    weights: checked,
  };
};

const decide = (metric: string, scored: Scored, threshold?: number): ClassNumbers => {
  const { scores, columns, rows } = scored;
  if (columns === 2 && threshold !== undefined) {
    const second = Float64Array.from({ length: rows }, (_, i) => scores[2 * i + 1]!);
    return { classes: above(second, threshold), largest: 1 };
  }
  if (columns > 1) return { classes: argmaxRows(scores, rows, columns), largest: columns - 1 };
  const limit = threshold ?? (scored.signs ? 0 : scored.shares ? 0.5 : undefined);
  return limit === undefined
    ? classNumbers(metric, scores, 1, "predictions")
    : { classes: above(scores, limit), largest: 1 };
};

/** Class numbers on both sides. */
export const labelled = (
  metric: string,
  prediction: Scores,
  target: Scores,
  weights: ArrayLike<number> | undefined,
  { threshold }: ThresholdOptions = {},
): Labelled => {
  const all = scored(metric, prediction, target, weights);
  const predicted = decide(metric, all, threshold);
  const classes = Math.max(2, all.columns, predicted.largest + 1, all.largest + 1);
  return { predicted: predicted.classes, actual: all.actual, classes, weights: all.weights };
};
