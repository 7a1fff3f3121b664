import {
  type BrokenRun,
  dense,
  fit,
  meanSquaredError,
  rocAuc,
  sgd,
  sigmoidCrossEntropy,
  type TrainOptions,
} from "@kaviar/nn";
import { describe, expect, it } from "vitest";

const x = Array.from({ length: 32 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
const y = Float32Array.from(x, ([a, b]) => 2 * a! - b!);
const options: TrainOptions = { loss: meanSquaredError, epochs: 5, stopEarly: { patience: 2 } };
const caught = async (run: Promise<unknown>) =>
  run.then(
    () => undefined,
    (error: BrokenRun) => error,
  );

describe("numbers that are none", () => {
  it("end the run where validation has them, with the row that made them", async () => {
    const far = x.map((row, i) => (i === 7 ? [3e30, 1] : row));
    const error = await caught(fit(dense(1), { x, y }, { ...options, validation: { x: far, y } }));
    expect(error?.message).toMatch(
      /^The loss on validation rows must stay a finite number: it became Infinity in epoch 1, first at row 7\./,
    );
    expect(error).toMatchObject({ code: "nan", at: { epoch: 1, row: 7 } });
  });

  it("never make an epoch the best, and end a run that watches nothing else", async () => {
    const alike = { x: x.slice(0, 4), y: [1, 1, 1, 1] };
    const error = await caught(
      fit(
        dense(1),
        { x, y: y.map((each) => (each > 0 ? 1 : 0)) },
        {
          ...options,
          loss: sigmoidCrossEntropy,
          metrics: [Object.assign(() => Number.NaN, { about: rocAuc.about, better: "higher" }) as never],
          stopEarly: { patience: 2, monitor: "" },
          validation: alike,
        },
      ),
    );
    expect(error?.message).toMatch(/which must be a number: it was none in any of 2 epochs/);
  });

  it("say as data at which step, in which epoch and where they came first; and the rate is named before the loss", async () => {
    const large = x.map((row) => row.map((each) => 100 * each));
    const error = await caught(
      fit(dense(1), { x: large, y }, { loss: meanSquaredError, optimizer: sgd({ rate: 1 }), epochs: 30 }),
    );
    expect(error).toMatchObject({
      code: "nan",
      at: { step: expect.any(Number), epoch: expect.any(Number), loss: Number.POSITIVE_INFINITY },
    });
    expect(error?.remedy).toMatch(/^Most often the learning rate is too high: try a tenth of it/);
  });
});
