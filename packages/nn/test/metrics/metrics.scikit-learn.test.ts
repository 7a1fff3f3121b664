import {
  accuracy,
  balancedAccuracy,
  brier,
  calibration,
  cohenKappa,
  confusionMatrix,
  explainedVariance,
  f1,
  fBeta,
  intersectionOverUnion,
  logLoss,
  type Metric,
  mae,
  mape,
  matthewsCorrelation,
  maxError,
  medianAbsoluteError,
  mse,
  msle,
  pinballError,
  prAuc,
  precision,
  r2,
  recall,
  rmse,
  rocAuc,
  topKAccuracy,
} from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import recorded from "./recorded.json" with { type: "json" };

const { binary, classes, weights, expected } = recorded;
const averages = { precision, recall, f1, fBeta: fBeta({ beta: 2 }), intersectionOverUnion };

/** A metric by the name it was recorded under: "f1 macro". */
const metricOf = (name: string): Metric => {
  const [metric, option] = name.split(" ") as [string, never];
  if (metric === "cohenKappa" && option) return cohenKappa.with({ distance: option });
  if (metric in averages) return averages[metric as "f1"].with({ average: option });
  const plain = {
    accuracy,
    balancedAccuracy,
    matthewsCorrelation,
    cohenKappa,
    rocAuc,
    prAuc,
    brier,
    logLoss,
    mse,
    rmse,
    mae,
    r2,
    mape,
    medianAbsoluteError,
    explainedVariance,
    msle,
    maxError,
    topKAccuracy: topKAccuracy({ k: 2 }),
    pinballError: pinballError({ quantile: 0.8 }),
  };
  return plain[metric as "mse"];
};

const suits = [
  ["binary", binary.score, binary.y],
  ["classes", classes.shares, classes.y],
  ["binary scores", binary.score, binary.y],
  ["class scores", classes.shares, classes.y],
  ["one column", recorded.guess, recorded.target],
  ["two columns", recorded.guesses, recorded.targets],
] as const;

describe.each(suits)("%s, as scikit-learn 1.9.1 has it", (suit, prediction, target) => {
  describe.each(["plain", "weighted"] as const)("%s", (kind) => {
    const given = kind === "weighted" ? weights : undefined;
    const numbers = Object.entries(expected[suit][kind]).filter(([name]) => !name.startsWith("confusionMatrix"));
    it.each(numbers)("%s", (name, value) => {
      const bounded =
        name === "logLoss" && suit === "binary scores"
          ? binary.score.map((p) => Math.min(Math.max(p, 0.01), 0.99))
          : prediction;
      expect(metricOf(name)(bounded, target, given)).toBeCloseTo(value as number, 12);
    });
  });
});

describe.each(["binary", "classes"] as const)("confusion matrices of %s, as scikit-learn 1.9.1 has them", (suit) => {
  const [prediction, target] = suit === "binary" ? [binary.score, binary.y] : [classes.shares, classes.y];
  it.each(["plain", "weighted"] as const)("%s", (kind) => {
    const given = kind === "weighted" ? { weights } : {};
    for (const normalize of [undefined, "actual", "predicted", "all"] as const) {
      const got = confusionMatrix(prediction, target, { ...given, ...(normalize ? { normalize } : {}) });
      const name = normalize ? (`confusionMatrix ${normalize}` as const) : "confusionMatrix";
      const matrix: number[][] = expected[suit][kind][name];
      expect(got.length).toBe(matrix.length);
      matrix.flat().forEach((value, i) => {
        expect(got.flat()[i], name).toBeCloseTo(value, 12);
      });
    }
  });
});

it("the points of a reliability diagram are calibration_curve's", () => {
  // Off the borders of bins, which belong to the lower bin here and to the upper one there.
  const scores = binary.score.map((p) => p + (p < 1 ? 0.001 : 0));
  const bins = calibration(scores, binary.y, { bins: 5 }).bins.filter(({ count }) => count > 0);
  bins.forEach(({ confidence, frequency }, i) => {
    expect(confidence).toBeCloseTo(expected.calibration.confidence[i]!, 12);
    expect(frequency).toBeCloseTo(expected.calibration.frequency[i]!, 12);
  });
  expect(bins).toHaveLength(expected.calibration.frequency.length);
});
