import { describe, expect, it } from "vitest";
import { dense, sequential } from "../../src/layers/index.ts";
import { sigmoidCrossEntropy, sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { accuracy } from "../../src/metrics/index.ts";
import { fit } from "../../src/training/index.ts";
import { readTrainOptions } from "../../src/training/read-options.ts";
import { openSession } from "../../src/training/session.ts";
import { epochsOf, plain } from "../training/line.ts";
import { waves } from "../training/numbers.ts";

describe("validation", () => {
  const labels = Array.from({ length: 60 }, (_, i) => (i % 6 === 0 ? 1 : 0));
  const rows = waves(60, 2);
  it("by a share is of each class alike, and apart from training", async () => {
    const { source, validation } = await openSession(
      sequential(dense(2)),
      { x: rows, y: labels },
      readTrainOptions({ loss: sparseSoftmaxCrossEntropy, validation: 0.2 }),
    );
    const [train, held] = [Array.from(source.first.order), Array.from(validation!.order)];
    expect(held.filter((row) => labels[row] === 1).length).toBe(2);
    expect(held.length).toBe(12);
    expect([...train, ...held].sort((a, b) => a - b)).toEqual(labels.map((_, i) => i));
  });

  it("by rows of their own leaves all others for training", async () => {
    const { source, validation } = await openSession(
      sequential(dense(2)),
      { x: rows, y: labels },
      readTrainOptions({ loss: sparseSoftmaxCrossEntropy, validation: { x: rows.slice(0, 7), y: labels.slice(0, 7) } }),
    );
    expect([source.first.order.length, validation!.order.length]).toEqual([60, 7]);
  });

  it("shares out probabilities as they are: they are no classes", async () => {
    const soft = rows.map(([a]) => 0.5 + a! / 4);
    const { validation } = await openSession(
      sequential(dense(1)),
      { x: rows, y: soft },
      readTrainOptions({ loss: sigmoidCrossEntropy, validation: 0.25 }),
    );
    expect(validation!.order.length).toBe(15);
  });

  it("takes texts by the numbers they have in training", async () => {
    const texts = labels.map((label) => (label === 1 ? "b" : "a"));
    const options = { loss: sparseSoftmaxCrossEntropy, epochs: 1, metrics: [accuracy] };
    const given = await epochsOf(
      sequential(dense(2)),
      { x: rows, y: texts },
      { ...options, validation: { x: [rows[0]!], y: ["b"] } },
    );
    const number = await epochsOf(
      sequential(dense(2)),
      { x: rows, y: texts },
      { ...options, validation: { x: [rows[0]!], y: [1] } },
    );
    expect(given[0]!.validation).toEqual(number[0]!.validation);
    await expect(
      fit(sequential(dense(2)), { x: rows, y: labels }, { ...options, validation: { x: [rows[0]!], y: ["b"] } }),
    ).rejects.toThrow(/which number the label "b" has/);
  });
});

describe("a share kept for validation", () => {
  it("is refused where a class has one row, with a way out", async () => {
    const data = { x: waves(5, 2), y: [0, 0, 1, 1, 2] };
    await expect(
      fit(sequential(dense(3)), data, { ...plain, loss: sparseSoftmaxCrossEntropy, validation: 0.4 }),
    ).rejects.toThrow(/each needs two rows: class 2 has one\.\nGive rows of your own, validation: \{ x, y \}/);
  });
});
