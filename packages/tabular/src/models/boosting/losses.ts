import { TableError } from "../../error.ts";
import { sampleQuantile } from "../contract/sample-quantile.ts";

export const numberLosses = ["squared", "absolute", "huber", "quantile", "poisson"] as const;

export type NumberLoss = (typeof numberLosses)[number];

/** What a loss is computed from. Scores and pairs of several outputs lie one output after the other, `room` apart. */
export interface LossRows {
  readonly targets: ArrayLike<number>;
  readonly weights: Float64Array | undefined;
  readonly scores: Float32Array | Float64Array;
  /** Gradient and hessian of each row, one after the other. */
  readonly pairs: Float32Array;
  readonly room: number;
  /** Numbers of the rows that are learned from. */
  readonly rows: Int32Array;
}

export interface Loss {
  readonly outputs: number;
  /** The best score of each output that is the same for all rows. */
  start(rows: LossRows): Float64Array;
  /** Gradients and hessians of all rows; a function of the kernel does it where it is named instead. */
  readonly gradients: ((rows: LossRows) => void) | "logistic" | "softmax";
  /** The mean over some rows, by which early stopping goes. */
  value(rows: LossRows, some: Int32Array): number;
  /** The quantile of what is left of its rows that a leaf says, where a step along the gradient says little. */
  readonly leafQuantile?: number;
  /** What a score means. */
  readonly link: "identity" | "exp" | "sigmoid" | "softmax";
}

const weightedMean = ({ weights }: LossRows, rows: Int32Array, of: (row: number) => number): number => {
  let [sum, total] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const weight = weights ? weights[row]! : 1;
    sum += weight * of(row);
    total += weight;
  }
  return sum / total;
};

/** Of rows, by their number: fills the pairs, weighted. */
const fill = (
  { pairs, weights, targets }: LossRows,
  gradient: (row: number) => number,
  hessian?: (row: number) => number,
) => {
  for (let row = 0; row < targets.length; row++) {
    const weight = weights ? weights[row]! : 1;
    pairs[2 * row] = weight * gradient(row);
    pairs[2 * row + 1] = weight * (hessian ? hessian(row) : 1);
  }
};

const quantileOf = ({ targets, weights, rows }: LossRows, share: number): number =>
  sampleQuantile(
    Float64Array.from(rows, (row) => targets[row]!),
    share,
    weights && Float64Array.from(rows, (row) => weights[row]!),
  );

/** ½ (y − s)² */
const squared: Loss = {
  outputs: 1,
  start: (rows) => Float64Array.of(weightedMean(rows, rows.rows, (row) => rows.targets[row]!)),
  gradients: (rows) => fill(rows, (row) => rows.scores[row]! - rows.targets[row]!),
  value: (rows, some) => weightedMean(rows, some, (row) => (rows.scores[row]! - rows.targets[row]!) ** 2 / 2),
  link: "identity",
};

/** α (y − s) where y is above s, (1 − α) (s − y) below: the score becomes the quantile α. (Koenker & Bassett 1978) */
const quantile = (alpha: number): Loss => ({
  outputs: 1,
  start: (rows) => Float64Array.of(quantileOf(rows, alpha)),
  gradients: (rows) => fill(rows, (row) => (rows.targets[row]! > rows.scores[row]! ? -alpha : 1 - alpha)),
  value: (rows, some) =>
    weightedMean(rows, some, (row) => {
      const left = rows.targets[row]! - rows.scores[row]!;
      return left > 0 ? alpha * left : (alpha - 1) * left;
    }),
  leafQuantile: alpha,
  link: "identity",
});

/** |y − s| */
const absolute: Loss = {
  ...quantile(0.5),
  gradients: (rows) => fill(rows, (row) => Math.sign(rows.scores[row]! - rows.targets[row]!)),
};

/** Rows that a quantile of what is left is found by: enough for its second digit. */
const quantileRows = 20_000;

/** ½ r² up to δ, δ (r − δ / 2) beyond; δ is the quantile α of |r|, in each round anew. (Friedman 2001, section 4.4) */
const huber = (alpha: number): Loss => {
  const limit = ({ targets, scores, rows }: LossRows): number => {
    const step = Math.ceil(rows.length / quantileRows);
    const left = Float64Array.from({ length: Math.ceil(rows.length / step) }, (_, i) =>
      Math.abs(targets[rows[i * step]!]! - scores[rows[i * step]!]!),
    );
    return sampleQuantile(left, alpha, undefined);
  };
  return {
    outputs: 1,
    start: (rows) => Float64Array.of(quantileOf(rows, 0.5)),
    gradients: (rows) => {
      const delta = limit(rows);
      fill(rows, (row) => Math.max(-delta, Math.min(delta, rows.scores[row]! - rows.targets[row]!)));
    },
    value: (rows, some) => {
      const delta = limit(rows);
      return weightedMean(rows, some, (row) => {
        const left = Math.abs(rows.scores[row]! - rows.targets[row]!);
        return left <= delta ? left ** 2 / 2 : delta * (left - delta / 2);
      });
    },
    link: "identity",
  };
};

/** e^s − y s. The hessian is e^0.7 times the true one, which keeps steps short. (LightGBM's `poisson_max_delta_step`) */
const poisson: Loss = {
  outputs: 1,
  start: (rows) => {
    for (let row = 0; row < rows.targets.length; row++) {
      if (rows.targets[row]! < 0)
        throw new TableError(
          "target",
          `The Poisson loss is of counts: the target is ${rows.targets[row]} at row ${row}.`,
          {
            remedy: 'Use loss: "squared", or leave out what is below 0.',
          },
        );
    }
    // Nothing but zeros has the logarithm −∞.
    return Float64Array.of(
      Math.log(
        Math.max(
          weightedMean(rows, rows.rows, (row) => rows.targets[row]!),
          1e-15,
        ),
      ),
    );
  },
  gradients: (rows) =>
    fill(
      rows,
      (row) => Math.exp(rows.scores[row]!) - rows.targets[row]!,
      (row) => Math.exp(rows.scores[row]! + 0.7),
    ),
  value: (rows, some) =>
    weightedMean(rows, some, (row) => Math.exp(rows.scores[row]!) - rows.targets[row]! * rows.scores[row]!),
  link: "exp",
};

/** log(1 + e^s) − y s */
const logistic: Loss = {
  outputs: 1,
  start: (rows) => {
    const share = weightedMean(rows, rows.rows, (row) => rows.targets[row]!);
    const kept = Math.min(Math.max(share, 1e-15), 1 - 1e-15);
    return Float64Array.of(Math.log(kept / (1 - kept)));
  },
  gradients: "logistic",
  value: (rows, some) =>
    weightedMean(rows, some, (row) => {
      const score = rows.scores[row]!;
      return Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - rows.targets[row]! * score;
    }),
  link: "sigmoid",
};

/** log Σ e^s − s of the row's own class. */
const softmax = (classes: number): Loss => ({
  outputs: classes,
  start: (rows) =>
    Float64Array.from({ length: classes }, (_, k) =>
      Math.log(
        Math.max(
          weightedMean(rows, rows.rows, (row) => (rows.targets[row] === k ? 1 : 0)),
          1e-15,
        ),
      ),
    ),
  gradients: "softmax",
  value: (rows, some) =>
    weightedMean(rows, some, (row) => {
      let highest = -Infinity;
      for (let k = 0; k < classes; k++) highest = Math.max(highest, rows.scores[k * rows.room + row]!);
      let sum = 0;
      for (let k = 0; k < classes; k++) sum += Math.exp(rows.scores[k * rows.room + row]! - highest);
      return Math.log(sum) + highest - rows.scores[rows.targets[row]! * rows.room + row]!;
    }),
  link: "softmax",
});

export const numberLoss = (name: NumberLoss, alpha: number): Loss => {
  switch (name) {
    case "squared":
      return squared;
    case "absolute":
      return absolute;
    case "huber":
      return huber(alpha);
    case "quantile":
      return quantile(alpha);
    case "poisson":
      return poisson;
  }
};

export const classLoss = (classes: number): Loss => (classes > 2 ? softmax(classes) : logistic);
