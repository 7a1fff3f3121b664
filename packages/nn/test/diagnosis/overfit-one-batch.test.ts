import { describe, expect, it } from "vitest";
import { tanh } from "../../src/activations/index.ts";
import { overfitOneBatch } from "../../src/diagnosis/index.ts";
import { dense, sequential } from "../../src/layers/index.ts";
import { sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { adam, sgd } from "../../src/optimizers/index.ts";
import { waves } from "../training/numbers.ts";

const x = waves(24, 3);
const y = x.map(([a, b]) => (a! > b! ? 1 : 0));
const options = { loss: sparseSoftmaxCrossEntropy, batchSize: 8 };

describe("overfitting one batch", () => {
  it("is what a sound model can do", async () => {
    const found = await overfitOneBatch(
      sequential(dense(16), tanh, dense(2)),
      { x, y },
      { ...options, optimizer: adam({ rate: 0.02 }) },
    );
    expect(found.learns).toBe(true);
    expect(found.losses.length).toBe(200);
    expect(found.last).toBe(found.losses[199]);
    expect(found.last).toBeLessThan(0.1 * found.first);
  });

  it("is what a model that cannot learn fails at", async () => {
    const still = await overfitOneBatch(
      sequential(dense(2)),
      { x, y },
      { ...options, optimizer: sgd({ rate: 0 }), steps: 20 },
    );
    expect([still.learns, still.last === still.first, still.losses.length]).toEqual([false, true, 20]);
    const cut = sequential(dense(4), (z) => z.mul(0), dense(2));
    expect((await overfitOneBatch(cut, { x, y }, { ...options, optimizer: adam({ rate: 0.1 }) })).learns).toBe(false);
  });
});
