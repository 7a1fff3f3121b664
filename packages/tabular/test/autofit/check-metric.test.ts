import { accuracy, logLoss, rmse, rocAuc } from "@kaviar/nn";
import { expect, it } from "vitest";
import { checkMetric } from "../../src/autofit/check-metric.ts";

const classes = { task: "classes", classes: ["a", "b", "c"], codes: Int32Array.of(0, 1, 2, 1) } as const;
const numbers = { task: "numbers", values: Float64Array.of(10.5, 20, 40) } as const;

it("says before a search that a metric is of other predictions", () => {
  expect(() => checkMetric(rmse, classes)).toThrow("rmse has no value of probabilities of 3 classes.\nChoose another");
  expect(() => checkMetric(rocAuc, numbers)).toThrow("rocAuc has no value of numbers.");
  for (const metric of [logLoss, accuracy, rocAuc]) checkMetric(metric, classes);
  checkMetric(rmse, numbers);
});
