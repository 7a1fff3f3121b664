import { dense, fit, gru, meanSquaredError, sequential, type TrainOptions } from "@kaviar/nn";
import type { Tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

const x = Array.from({ length: 48 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
const y = Float32Array.from(x, ([a, b]) => 2 * a! - b!);
const options: Omit<TrainOptions, "loss"> = { epochs: 2, batchSize: 16 };
const withLoss = (loss: (p: Tensor, t: Tensor) => Tensor) => fit(dense(1), { x, y }, { ...options, loss });

describe("a loss of one's own", () => {
  it("gets the targets of a one-unit model as a column: squared differences are the mean squared error, to the bit", async () => {
    const shapes: unknown[] = [];
    const own = await withLoss((p, t) => {
      shapes.push([p.shape, t.shape]);
      return p.sub(t).square();
    });
    const named = await fit(dense(1), { x, y }, { ...options, loss: meanSquaredError });
    for (const [p, t] of shapes as number[][][]) expect(t).toEqual(p);
    expect(own.history.map(({ loss }) => loss)).toEqual(named.history.map(({ loss }) => loss));
  });

  it("may give one number a row, one a position, or one for the batch", async () => {
    const each = await Promise.all(
      [(p: Tensor, t: Tensor) => p.sub(t).square().mean(-1), (p: Tensor, t: Tensor) => p.sub(t).square().mean()].map(
        withLoss,
      ),
    );
    expect(each[0]!.history.at(-1)!.loss).toBeCloseTo(each[1]!.history.at(-1)!.loss, 5);
    const steps = {
      x: Array.from({ length: 16 }, () => x.slice(0, 4)),
      y: Array.from({ length: 16 }, () => x.slice(0, 4)),
    };
    const sequence = await fit(sequential(gru(3, { sequence: true }), dense(2)), steps, {
      ...options,
      loss: (p, t) => p.sub(t).square().mean(-1),
    });
    expect(sequence.history).toHaveLength(2);
  });

  it("is refused where it compares each row with each other, with both shapes", async () => {
    await expect(withLoss((p, t) => p.sub(t.reshape([p.shape[0]!])).square())).rejects.toThrow(
      "A loss gives one number a row or position, or one for the batch: from predictions [32, 1] and targets [32, 1] it made [32, 32].",
    );
  });

  it("is refused where it gives no tensor", async () => {
    await expect(withLoss(() => 3 as never)).rejects.toThrow(
      "A loss gives a tensor, made of its predictions: got the number 3.",
    );
    await expect(withLoss((async () => 3) as never)).rejects.toThrow("got a promise");
  });
});
