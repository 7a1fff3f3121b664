import { describe, expect, it } from "vitest";
import type { TrainingData } from "../../src/data/index.ts";
import { dense, sequential } from "../../src/layers/index.ts";
import { sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { accuracy } from "../../src/metrics/index.ts";
import { sgd } from "../../src/optimizers/index.ts";
import { fit, type TrainOptions } from "../../src/training/index.ts";
import { epochsOf, line, plain, x, y } from "../training/line.ts";
import { numbersOf, waves } from "../training/numbers.ts";

describe("class weights", () => {
  const labels = Array.from({ length: 12 }, (_, i) => (i % 4 === 0 ? 1 : 0));
  const rows = waves(12, 2);
  const base = { loss: sparseSoftmaxCrossEntropy, optimizer: sgd({ rate: 0.5 }), batchSize: "all" as const, epochs: 2 };
  it("are row weights for the training loss, by number, by name, or balanced", async () => {
    const by = async (data: TrainingData, extra: Partial<TrainOptions>) =>
      numbersOf(await fit(sequential(dense(2)), data, { ...base, ...extra }));
    // 9 rows of class 0, 3 of class 1: 12/(2·9) and 12/(2·3)
    const weights = labels.map((label) => (label === 1 ? 2 : 12 / 18));
    const expected = await by({ x: rows, y: labels, weights }, {});
    expect(await by({ x: rows, y: labels }, { classWeights: "balanced" })).toEqual(expected);
    expect(await by({ x: rows, y: labels }, { classWeights: { 0: 12 / 18, 1: 2 } })).toEqual(expected);
    const texts = labels.map((label) => (label === 1 ? "yes" : "no"));
    expect(await by({ x: rows, y: texts }, { classWeights: { yes: 2, no: 12 / 18 } })).toEqual(expected);
    expect(await by({ x: rows, y: labels }, {})).not.toEqual(expected);
  });

  it("leave metrics and the validation loss alone", async () => {
    const options = { ...base, optimizer: sgd({ rate: 0 }), epochs: 1, metrics: [accuracy], validation: 0.5, seed: 2 };
    const [with_] = await epochsOf(
      sequential(dense(2)),
      { x: rows, y: labels },
      { ...options, classWeights: { 0: 1, 1: 9 } },
    );
    const [without] = await epochsOf(sequential(dense(2)), { x: rows, y: labels }, options);
    expect(with_!.validation).toEqual(without!.validation);
    expect(with_!.metrics).toEqual(without!.metrics);
    expect(with_!.loss).not.toBe(without!.loss);
  });

  it("are refused where there are no such classes", async () => {
    await expect(fit(line, { x, y }, { ...plain, classWeights: "balanced" })).rejects.toThrow(
      /needs targets that are classes/,
    );
    await expect(
      fit(
        sequential(dense(2)),
        { x: rows, y: labels.map((l) => (l ? "yes" : "no")) },
        { ...base, classWeights: { maybe: 1 } },
      ),
    ).rejects.toThrow(/got maybe: 1\.\nThe classes are no, yes/);
    await expect(
      fit(sequential(dense(2)), { x: rows, y: labels }, { ...base, classWeights: { 0: 1, 7: 2 } }),
    ).rejects.toThrow(/no row is of class 7\.\nThere are 0, 1/);
  });
});
