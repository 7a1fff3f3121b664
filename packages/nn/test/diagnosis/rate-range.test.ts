import { describe, expect, it } from "vitest";
import { rateRange } from "../../src/diagnosis/index.ts";
import { constantInitializer } from "../../src/initializers/index.ts";
import { dense, sequential } from "../../src/layers/index.ts";
import { meanSquaredError, sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { sgd } from "../../src/optimizers/index.ts";
import { waves } from "../training/numbers.ts";

const x = waves(24, 3);
const y = x.map(([a, b]) => (a! > b! ? 1 : 0));
const options = { loss: sparseSoftmaxCrossEntropy, batchSize: 8 };

describe("the range of rates", () => {
  it("of a quadratic lies below 2 / its curvature, where descent diverges", async () => {
    // L = mean (w·x − y)² with x² = 1 and y about 3x: curvature 2, descent converges below a rate of 1, fastest at 0.5.
    const line = sequential(dense(1, { bias: false, initializer: constantInitializer(0) }));
    const data = {
      x: Array.from({ length: 32 }, (_, i) => [i % 2 === 0 ? 1 : -1]),
      y: Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? 3 : -3) + Math.sin(5 * i)),
    };
    const { rates, losses, suggestion } = await rateRange(line, data, {
      loss: meanSquaredError,
      optimizer: (rate) => sgd({ rate }),
      batchSize: 8,
      from: 1e-4,
      to: 10,
    });
    expect(suggestion).toBeGreaterThan(0.005);
    expect(suggestion).toBeLessThan(0.7);
    expect([rates[0], rates.length]).toEqual([expect.closeTo(1e-4, 9), losses.length]);
    expect(rates[1]! / rates[0]!).toBeCloseTo(10 ** (5 / 100), 6);
    // It stops where the loss explodes: not far beyond 1.
    expect(rates.at(-1)!).toBeLessThan(4);
    expect(losses[0]).toBeGreaterThan(6);
  });

  it("is refused upside down", async () => {
    await expect(rateRange(sequential(dense(2)), { x, y }, { ...options, from: 1, to: 0.1 })).rejects.toThrow(
      /`from` below `to`: got from = 1, to = 0\.1/,
    );
  });
});
