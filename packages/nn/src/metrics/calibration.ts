import { type Card, withCard } from "@kaviar/base/card";
import { anything, type OptionsOf, whole } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createMetric } from "./contract/create-metric.ts";
import type { Scores } from "./contract/metric.ts";
import { probabilities } from "./contract/probabilities.ts";

/** Rows whose probability lies in (low, high], the lowest bin with its low end. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  /** The weight of its rows. */
  readonly count: number;
  /** What was promised: the mean probability; NaN in an empty bin. */
  readonly confidence: number;
  /** What came true: the share of rows of class 1 (of right ones, with three or more classes). */
  readonly frequency: number;
}

export interface Calibration {
  readonly bins: readonly ReliabilityBin[];
  /** Σ of |confidence − frequency| over the bins, each by its share of the rows. */
  readonly expectedCalibrationError: number;
}

const read = options("calibration", {
  /** How many, all of one width. */
  bins: whole(1).default(10),
  /** What each row counts. */
  weights: anything<ArrayLike<number>>().optional(),
});

export type CalibrationOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "Calibration",
  formula: "ECE = Σ_b n_b/n · |confidence_b − frequency_b|",
  range: "[0, 1]",
  use: "whether 80 % means 8 of 10: the points of a reliability diagram",
  pitfall: "answering the share of class 1 every time is perfectly calibrated and useless",
  reference: "Guo et al. 2017",
  seeAlso: ["brier", "logLoss"],
};

const reliability = (prediction: Scores, target: Scores, given: CalibrationOptions): Calibration => {
  const { bins, weights } = read(given);
  const all = probabilities("calibration", prediction, target, weights);
  const [count, promised, hit] = [0, 1, 2].map(() => new Float64Array(bins)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let total = 0;
  for (let row = 0; row < all.rows; row++) {
    let best = 1;
    if (all.classes > 2) {
      best = 0;
      for (let c = 1; c < all.classes; c++) if (all.at(row, c) > all.at(row, best)) best = c;
    }
    const share = all.at(row, best);
    const weight = all.weights ? all.weights[row]! : 1;
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(share * bins) - 1));
    count[bin]! += weight;
    promised[bin]! += weight * share;
    if (all.actual[row] === best) hit[bin]! += weight;
    total += weight;
  }
  let error = 0;
  const list = Array.from(count, (n, bin) => {
    if (n > 0) error += Math.abs(promised[bin]! - hit[bin]!) / total;
    return {
      low: bin / bins,
      high: (bin + 1) / bins,
      count: n,
      confidence: promised[bin]! / n,
      frequency: hit[bin]! / n,
    };
  });
  return { bins: list, expectedCalibrationError: error };
};

/**
 * Whether probabilities come true as often as they say: a table for a reliability diagram, and the expected calibration
 * error. Two classes: the probability of class 1; more: that of the class that was chosen.
 *
 * ```ts
 * const { bins, expectedCalibrationError } = calibration(probabilities, labels, { bins: 10 });
 * ```
 */
export const calibration = withCard(
  function calibration(prediction: Scores, target: Scores, options: CalibrationOptions = {}): Calibration {
    return reliability(prediction, target, options);
  },
  { about },
);

/** The error of `calibration` in ten bins, as a metric. */
export const expectedCalibrationError = createMetric(
  "expectedCalibrationError",
  "lower",
  { ...about, name: "Expected calibration error", seeAlso: ["calibration", "brier", "logLoss"] },
  (prediction, target, weights) => reliability(prediction, target, weights ? { weights } : {}).expectedCalibrationError,
  [0, 1],
);
