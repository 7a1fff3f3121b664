import { describe, expect, it } from "vitest";
import { adam, batchNorm, dense, fit, meanSquaredError, relu, sequential } from "../../../src/index.ts";
import { numbersOf } from "../../training/numbers.ts";

const rows = (n: number) => Array.from({ length: n }, (_, i) => [i / n, ((i * 7) % n) / n]);
const model = sequential(dense(4), batchNorm(), relu, dense(1));

describe("batch norm and batches of one row", () => {
  it.each([
    [65, 64],
    [9, 4],
    [5, 1],
  ])("trains on %i rows in batches of %i", async (n, batchSize) => {
    const x = rows(n);
    const y = x.map(([a, b]) => a! - b!);
    const options = { loss: meanSquaredError, optimizer: adam({ rate: 0.02 }), epochs: 30, batchSize, seed: 1 };
    const trained = await fit(model, { x, y }, options);
    expect(trained.history.at(-1)!.loss).toBeLessThan(0.5 * trained.history[0]!.loss);
    const numbers = await numbersOf(trained);
    for (const values of Object.values(numbers)) expect(values.every(Number.isFinite)).toBe(true);
  });
});
