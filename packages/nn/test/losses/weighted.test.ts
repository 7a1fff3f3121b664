import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  accuracy,
  activityRegularization,
  crossValidate,
  define,
  dense,
  fit,
  huber,
  meanSquaredError,
  relu,
  rocAuc,
  sampling,
  sequential,
  sgd,
  sigmoidCrossEntropy,
  sparseSoftmaxCrossEntropy,
  tanh,
  train,
  weighted,
} from "../../src/index.ts";

const x = Array.from({ length: 64 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
const y = { sum: x.map(([a, b]) => a! + b!), kind: Int32Array.from(x, ([a]) => (a! > 0 ? 1 : 0)) };
const two = define({ body: dense(8), sum: dense(1), kind: dense(2) }, ({ body, sum, kind }, x) => {
  const h = tanh(body(x));
  return { sum: sum(h), kind: kind(h) };
});
const options = { optimizer: sgd({ rate: 0.1 }), epochs: 3, validation: 0.25, seed: 1, doctor: "off" } as const;
const plain = { sum: meanSquaredError, kind: sparseSoftmaxCrossEntropy };

describe("a weight", () => {
  it("is said by a pair or by weighted, bit for bit the same", async () => {
    const pairs = { sum: [meanSquaredError, 1], kind: [sparseSoftmaxCrossEntropy, 0.2] } as const;
    const made = { sum: meanSquaredError, kind: weighted(sparseSoftmaxCrossEntropy, 0.2) };
    const [one, other] = [
      await fit(two, { x, y }, { ...options, loss: pairs }),
      await fit(two, { x, y }, { ...options, loss: made }),
    ];
    expect(other.history.map(({ loss }) => loss)).toEqual(one.history.map(({ loss }) => loss));
    const bare = await fit(two, { x, y }, { ...options, loss: plain });
    const [first] = one.history;
    expect(first!.parts!.kind! / first!.loss).toBeLessThan(bare.history[0]!.parts!.kind! / bare.history[0]!.loss);
    const scored = await one.evaluate({ x, y }, { loss: pairs });
    expect(scored.loss).toBeCloseTo(scored.parts!.sum! + scored.parts!.kind!, 5);
  });

  it("of 0 leaves an output unlearned", async () => {
    const { history } = await fit(
      two,
      { x, y },
      { ...options, loss: { ...plain, kind: [sparseSoftmaxCrossEntropy, 0] } },
    );
    const alone = await fit(two, { x, y: { sum: y.sum } }, { ...options, loss: { sum: meanSquaredError } });
    expect(history.map(({ loss }) => loss)).toEqual(alone.history.map(({ loss }) => expect.closeTo(loss, 6)));
  });

  it("keeps what a loss expects of labels, and what metrics see", async () => {
    const wrong = { ...y, kind: y.kind.map((label) => label + 3) };
    const loss = { ...plain, kind: weighted(sparseSoftmaxCrossEntropy, 0.5) };
    await expect(fit(two, { x, y: wrong }, { ...options, loss })).rejects.toMatchObject({ code: "labels" });
    const { history } = await fit(two, { x, y }, { ...options, loss, epochs: 40, metrics: { kind: [accuracy] } });
    expect(history.at(-1)!.metrics["kind.accuracy"]).toBeGreaterThan(0.8);
    // AUC looks at probabilities: of logits it would be the same, so look at the names too.
    const half = weighted(sigmoidCrossEntropy, 0.5);
    expect([half.name, half.link, half.target]).toEqual(["sigmoidCrossEntropy", "sigmoid", "binary"]);
    await fit(
      sequential(dense(1)),
      { x, y: y.kind },
      { ...options, loss: [sigmoidCrossEntropy, 0.5], metrics: [rocAuc] },
    );
  });

  it("is part of what a run is: with another one it does not go on", async () => {
    const folder = await mkdtemp(join(tmpdir(), "weighted-"));
    try {
      const run = (weight: number) =>
        fit(
          two,
          { x, y },
          {
            ...options,
            loss: { ...plain, kind: [sparseSoftmaxCrossEntropy, weight] },
            checkpoint: join(folder, "run.safetensors"),
            resume: true,
          },
        );
      await run(0.5);
      await run(0.5);
      await expect(run(0.2)).rejects.toThrow(/loss and penalty it began with.*0\.5 times.*0\.2 times/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("goes through cross-validation", async () => {
    const { mean } = await crossValidate(
      two,
      { x, y },
      { optimizer: sgd({ rate: 0.1 }), epochs: 2, loss: { ...plain, sum: [huber(), 0.1] }, folds: 2 },
    );
    expect(mean.loss).toBeGreaterThan(0);
  });

  it("is a finite number, at least 0, of a loss", () => {
    expect(() => weighted(meanSquaredError, -1)).toThrow(/at least 0: got -1/);
    expect(() => weighted(meanSquaredError, Number.NaN)).toThrow(/got NaN/);
    expect(() => weighted(huber as never, 1)).toThrow(/huber, which makes losses/);
    expect(() => weighted(3 as never, 1)).toThrow(/got a number/);
    const wrong = (loss: unknown) => () => train(two, { x, y }, { ...options, loss: loss as never });
    expect(wrong([meanSquaredError, sparseSoftmaxCrossEntropy])).toThrow(/got 2 losses/);
    expect(wrong([meanSquaredError, 1, 2])).toThrow(/got 3 parts/);
    expect(wrong({ sum: [meanSquaredError, -1] })).toThrow(/at least 0: got -1/);
  });
});

describe("the parts of a loss", () => {
  it("add up to it, by output, in training and in validation", async () => {
    const { history } = await fit(two, { x, y }, { ...options, loss: plain });
    for (const { loss, parts, validation } of history) {
      expect(Object.keys(parts!)).toEqual(["sum", "kind"]);
      expect(parts!.sum! + parts!.kind!).toBeCloseTo(loss, 5);
      expect(validation!.parts!.sum! + validation!.parts!.kind!).toBeCloseTo(validation!.loss, 5);
    }
  });

  it("have the names that a loss of one's own gives them", async () => {
    const near = (said: Tensor, wanted: Tensor) => ({
      distance: said.sub(wanted).square().mean(-1),
      size: said.square().mean(-1).mul(0.1),
    });
    const { history } = await fit(sequential(dense(2)), { x, y: x }, { ...options, loss: near });
    const { loss, parts } = history.at(-1)!;
    expect(Object.keys(parts!)).toEqual(["distance", "size"]);
    expect(parts!.distance! + parts!.size!).toBeCloseTo(loss, 5);
    const both = { sum: near, kind: sparseSoftmaxCrossEntropy };
    const named = await fit(two, { x, y }, { ...options, loss: both });
    expect(Object.keys(named.history[0]!.parts!)).toEqual(["sum.distance", "sum.size", "kind"]);
  });

  it("are those of layers as well, by their paths: a divergence, a penalty on activity", async () => {
    const vae = sequential(dense(8), relu, activityRegularization({ l2: 1e-3 }), dense(4), sampling(), dense(2));
    const { history } = await fit(vae, { x }, { ...options, loss: meanSquaredError });
    const { loss, parts, validation } = history.at(-1)!;
    expect(Object.keys(parts!)).toEqual(["meanSquaredError", "activityRegularization", "sampling"]);
    expect(Object.values(parts!).reduce((sum, part) => sum + part, 0)).toBeCloseTo(loss, 5);
    expect(Object.values(validation!.parts!).reduce((sum, part) => sum + part, 0)).toBeCloseTo(validation!.loss, 5);
  });

  it("are not said where there is one", async () => {
    const { history } = await fit(sequential(dense(2)), { x, y: x }, { ...options, loss: meanSquaredError });
    expect(history[0]).not.toHaveProperty("parts");
    expect(history[0]!.validation).not.toHaveProperty("parts");
  });
});
