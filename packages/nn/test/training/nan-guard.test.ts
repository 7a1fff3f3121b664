import type { Tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { constantInitializer } from "../../src/initializers/index.ts";
import { dense, sequential } from "../../src/layers/index.ts";
import { meanSquaredError } from "../../src/losses/index.ts";
import { sgd } from "../../src/optimizers/index.ts";
import { fit, type TrainOptions } from "../../src/training/index.ts";
import { waves } from "./numbers.ts";

const set = { x: waves(12, 3), y: waves(12, 1) };
const model = sequential({ body: sequential(dense(4), relu), head: dense(1) });
const options: TrainOptions = { loss: meanSquaredError, batchSize: 4, epochs: 5, shuffle: false };
const failing = (extra: Partial<TrainOptions>, own: Parameters<typeof fit>[0] = model) =>
  fit(own, set, { ...options, ...extra });

describe("the guard against NaN", () => {
  it("names step, epoch and layer of an overflow on the way forward", async () => {
    // 1e20 · 1e20 is beyond float32 (3.4e38): in the second layer, at the first step.
    const wide = sequential({
      first: dense(2, { initializer: constantInitializer(1e20) }),
      second: dense(1, { initializer: constantInitializer(1e20) }),
    });
    await expect(fit(wide, { x: [[1], [1]], y: [1, 1] }, { ...options })).rejects.toThrow(
      /The loss must stay a finite number: it became (NaN|Infinity) at step 1 \(epoch 1\), first in the output of second\./,
    );
  });

  it("names the layer inside of layers", async () => {
    const inner = sequential({
      body: sequential({ low: dense(2), high: (x: Tensor) => x.mul(1e30).mul(1e30) }),
      head: dense(1),
    });
    await expect(failing({}, inner)).rejects.toThrow(/first in the output of body\/high/);
  });

  it("names the gradient that overflows while the loss is still a number", async () => {
    // √ has slope ∞ at 0: the loss is finite, its gradient is not.
    const rooted = (prediction: Tensor, target: Tensor) =>
      prediction
        .sub(prediction)
        .abs()
        .sqrt()
        .squeeze(-1)
        .add(target.reshape([-1]).mul(0));
    const run = failing({ loss: rooted });
    await expect(run).rejects.toThrow(
      /The weights must stay finite numbers: they did not at step 1 \(epoch 1\), first in the gradient of head\/(bias|weight)/,
    );
    await expect(run).rejects.toMatchObject({ code: "nan" });
  });

  it("names the update where the rate is beyond all measure", async () => {
    await expect(
      failing({
        optimizer: sgd({ rate: 3e38 }),
        loss: (p, t) =>
          p
            .squeeze(-1)
            .sub(t.reshape([-1]))
            .mul(1e3),
      }),
    ).rejects.toThrow(/did not at step 1 \(epoch 1\), first in the update of (body\/dense|head)\/(weight|bias)/);
  });

  it("looks at the weights after the last update, too", async () => {
    // One step in all: no loss comes after it.
    const run = fit(model, set, {
      ...options,
      batchSize: "all",
      epochs: 1,
      optimizer: sgd({ rate: 3e38 }),
      loss: (p, t) =>
        p
          .squeeze(-1)
          .sub(t.reshape([-1]))
          .mul(1e3),
    });
    await expect(run).rejects.toThrow(/at step 1 \(epoch 1\), first in the update/);
  });

  it("counts steps and epochs of a run that diverges slowly", async () => {
    // w ← w − 40·2·mean(x²)·w grows by the same factor each step.
    const line = sequential(dense(1, { initializer: constantInitializer(1), bias: false }));
    const data = { x: [[1], [1], [1], [1]], y: [0, 0, 0, 0] };
    const run = fit(line, data, { ...options, batchSize: 2, epochs: 50, optimizer: sgd({ rate: 50 }) });
    // |w| = 99^k, and the loss is its square: beyond 3.4e38 from k = 10 on (99^9.65 = 1.84e19), the 11th step, in epoch 6.
    await expect(run).rejects.toThrow(/it became Infinity at step 11 \(epoch 6\), in the loss itself/);
  });

  it("says that it is the loss where predictions are finite", async () => {
    const bad = (prediction: Tensor, target: Tensor) =>
      prediction
        .squeeze(-1)
        .mul(0)
        .sub(1)
        .log()
        .add(target.reshape([-1]));
    await expect(failing({ loss: bad })).rejects.toThrow(
      /it became NaN at step 1 \(epoch 1\), in the loss itself\.\nPredictions are finite: look at what the loss does/,
    );
  });

  it("has a remedy for rates that are too high", async () => {
    await expect(failing({ optimizer: sgd({ rate: 1e6 }), epochs: 100 })).rejects.toThrow(
      /try a tenth of it, or clip the gradients/,
    );
  });
});
