import { accuracy, f1, logLoss } from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import { calibrate, crossValidate, gaussianNaiveBayes, lda, split, table, tuneThreshold } from "../../src/index.ts";
import { fitIsotonic, isotonic } from "../../src/models/calibrate/isotonic.ts";
import { fitSigmoid, logOdds } from "../../src/models/calibrate/sigmoid.ts";
import { fitTemperature } from "../../src/models/calibrate/temperature.ts";
import { pipeline } from "../../src/pipeline/pipeline.ts";
import recorded from "./recorded/calibration.json" with { type: "json" };

const said = Float64Array.from(recorded.said);
const is = Float64Array.from(recorded.labels);
const weights = Float64Array.from(recorded.weights);

describe("calibration, against scikit-learn", () => {
  it.each([
    ["isotonic", undefined],
    ["isotonicWeighted", weights],
  ] as const)("%s: pools neighbours in the wrong order", (name, own) => {
    const curve = fitIsotonic(said, is, own);
    for (const [i, asked] of recorded.asked.entries())
      expect(isotonic.apply(curve, asked)).toBeCloseTo(recorded[name][i]!, 8);
  });

  it.each([
    ["sigmoid", undefined],
    ["sigmoidWeighted", weights],
  ] as const)("%s: finds Platt's curve", (name, own) => {
    const { slope, intercept } = fitSigmoid(said.map(logOdds), is, own);
    expect(slope).toBeCloseTo(recorded[name][0]!, 5);
    expect(intercept).toBeCloseTo(recorded[name][1]!, 5);
  });

  it.each([
    ["temperature", undefined],
    ["temperatureWeighted", weights],
  ] as const)("%s: finds the temperature", (name, own) => {
    const held = {
      probabilities: Float64Array.from(recorded.three),
      classes: 3,
      codes: Int32Array.from(recorded.codes),
    };
    expect(fitTemperature({ ...held, weights: own })).toBeCloseTo(recorded[name], 6);
  });
});

/** Two classes, the second rare, told by six columns that all say the same: naive Bayes is far too sure. */
const copies = () => {
  const rows = 600;
  const wave = (row: number, a: number) => Math.sin(row * a) + Math.sin(row * a * 1.7 + 1);
  const signal = Array.from({ length: rows }, (_, row) => wave(row, 12.9898));
  const answer = signal.map((value, row) => (value + wave(row, 78.233) > 1.2 ? "yes" : "no"));
  const columns = Object.fromEntries(
    Array.from({ length: 6 }, (_, j) => [`x${j}`, signal.map((value, row) => value + 0.1 * wave(row, 3.1 + j))]),
  );
  return table({ ...columns, answer });
};

describe("calibrate", () => {
  it.each(["sigmoid", "isotonic", "temperature"] as const)("makes naive Bayes less sure by %s", async (method) => {
    const options = { target: "answer", metrics: [logLoss], seed: 1 };
    const raw = await crossValidate(gaussianNaiveBayes(), copies(), options);
    const done = await crossValidate(calibrate(gaussianNaiveBayes(), { method }), copies(), options);
    expect(done.mean.logLoss).toBeLessThan(0.8 * raw.mean.logLoss!);
  });
});

describe("tuneThreshold", () => {
  it("finds more of a rare class than a half does, and keeps the order", async () => {
    const { train, test } = split(copies(), { target: "answer", seed: 2 });
    const fit = (metric: typeof f1) =>
      pipeline(tuneThreshold(lda(), { metric })).fit(train, { target: "answer", seed: 1 });
    const [plain, tuned] = [await pipeline(lda()).fit(train, { target: "answer", seed: 1 }), await fit(f1)];
    const order = async (model: typeof plain) => {
      const { values } = await model.probabilities(test);
      return [...Array(test.rows).keys()].sort((a, b) => values[2 * a + 1]! - values[2 * b + 1]!);
    };
    const score = async (model: typeof plain) => (await model.evaluate(test, { metrics: [f1] })).f1!;
    expect(await score(tuned)).toBeGreaterThan(await score(plain));
    expect(await order(tuned)).toEqual(await order(plain));
    expect((await (await fit(accuracy)).evaluate(test, { metrics: [accuracy] })).accuracy).toBeGreaterThan(0.7);
  });

  it("refuses more than two classes", async () => {
    const three = table({ x: [1, 2, 3, 4, 5, 6], y: ["a", "b", "c", "a", "b", "c"] });
    await expect(pipeline(tuneThreshold(lda())).fit(three, { target: "y" })).rejects.toThrow(
      /got 3\.\nMake it one class against the rest/,
    );
  });
});
