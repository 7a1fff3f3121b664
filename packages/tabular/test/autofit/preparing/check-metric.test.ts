import * as nn from "@kaviar/nn";
import { accuracy, logLoss, type Metric, rmse, rocAuc } from "@kaviar/nn";
import { expect, it } from "vitest";
import { checkMetric } from "../../../src/autofit/preparing/check-metric.ts";

const classes = { task: "classes", classes: ["a", "b", "c"], codes: Int32Array.of(0, 1, 2, 1) } as const;
const numbers = { task: "numbers", values: Float64Array.of(10.5, 20, 40) } as const;

it("says before a search that a metric is of other predictions", () => {
  expect(() => checkMetric(rmse, classes)).toThrow("rmse has no value of probabilities of 3 classes.\nChoose another");
  expect(() => checkMetric(rocAuc, numbers)).toThrow("rocAuc has no value of numbers.");
  for (const metric of [logLoss, accuracy, rocAuc]) checkMetric(metric, classes);
  checkMetric(rmse, numbers);
});

it("knows of every metric which of the two it is about", () => {
  const two = { task: "classes", classes: ["a", "b"], codes: Int32Array.of(0, 1, 0, 1) } as const;
  const isOf = (metric: Metric, target: typeof two | typeof numbers) => {
    try {
      checkMetric(metric, target);
      return true;
    } catch {
      return false;
    }
  };
  const metrics = Object.values(nn).filter((value) => typeof value === "function" && "better" in value) as Metric[];
  expect(metrics.filter((metric) => isOf(metric, two) && isOf(metric, numbers)).map(({ name }) => name)).toEqual([]);
  expect(isOf(rmse, two)).toBe(false);
});
