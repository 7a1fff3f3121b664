import { expect, it } from "vitest";
import { metricWords, scoreText, scoreWithDeviation } from "../../src/fitting/scores.ts";

it("says a score by the decimals that tell it from others of its size", () => {
  const scores = [0.5, 0.92134, 0.99987, 1, 0, 0.03587, 0.00123, 1.0481, 12.345, 300.42, 52_341.2, 2e-7, 3.4e6];
  expect(scores.map(scoreText)).toEqual(
    "0.500 0.921 0.99987 1.000 0.000 0.0359 0.00123 1.048 12.35 300.4 52341 2e-7 3.4e6".split(" "),
  );
});

it("says a deviation to the same decimals", () => {
  expect(scoreWithDeviation(0.9213, 0.01149)).toBe("0.921 ± 0.011");
  expect(scoreWithDeviation(300.42, 35.91)).toBe("300.4 ± 35.9");
  expect(scoreWithDeviation(0.5, 0)).toBe("0.500");
});

it("says metrics as people do", () => {
  expect(["rocAuc", "logLoss", "rmse", "balancedAccuracy"].map(metricWords)).toEqual([
    "auc",
    "log loss",
    "rmse",
    "balanced accuracy",
  ]);
});
