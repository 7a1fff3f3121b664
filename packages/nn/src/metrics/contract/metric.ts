import type { Card } from "@kaviar/base/card";

/** Numbers with a shape, in row-major order: all predictions of an epoch, say. */
export interface Values {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** What a metric takes: numbers with a shape, or plain (nested) arrays. */
export type Scores = Values | ArrayLike<number> | readonly (readonly number[])[];

/**
 * A number that says how good predictions are, over all rows at once: metrics of batches do not average to it. Classifiers
 * hand in probabilities (or labels), whatever their loss is computed from.
 *
 * What cannot be measured is refused by an error (NaN among predictions, labels out of range). What has no answer for
 * these rows, such as an AUC of one class, is NaN, and training shows it as "–".
 */
export interface Metric {
  (prediction: Scores, target: Scores, weights?: ArrayLike<number>): number;
  readonly about: Card;
  readonly better: "higher" | "lower";
  /** The least and the most that it can be: where an interval of it ends. Any number unless said. */
  readonly bounds?: readonly [low: number, high: number];
}
