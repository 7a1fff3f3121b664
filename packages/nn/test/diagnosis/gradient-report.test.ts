import { describe, expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { gradientReport } from "../../src/diagnosis/index.ts";
import { constantInitializer } from "../../src/initializers/index.ts";
import { dense, sequential } from "../../src/layers/index.ts";
import { meanSquaredError, sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { adam } from "../../src/optimizers/index.ts";
import { fit } from "../../src/training/index.ts";
import { waves } from "../training/numbers.ts";

const x = waves(24, 3);
const y = x.map(([a, b]) => (a! > b! ? 1 : 0));
const options = { loss: sparseSoftmaxCrossEntropy, batchSize: 8 };

describe("a gradient report", () => {
  it("has the norms of weights and gradients of the first batch", async () => {
    // ŷ = 2a − b + 0 with weights (2, −1): gradient 2/n Σ e·x, e = ŷ − y.
    const line = sequential(dense(1, { initializer: constantInitializer(2) }));
    const data = {
      x: [
        [1, 0],
        [0, 3],
      ],
      y: [1, 2],
    };
    const { loss, rows } = await gradientReport(line, data, { loss: meanSquaredError });
    // e = (1, 4): loss 17/2, ∇w = (1·1, 4·3), ∇b = 5.
    expect(loss).toBeCloseTo(8.5, 5);
    expect(rows).toEqual([
      {
        path: "dense/weight",
        shape: [2, 1],
        weightNorm: expect.closeTo(Math.sqrt(8), 5),
        gradientNorm: expect.closeTo(Math.sqrt(145), 4),
        ratio: expect.closeTo(Math.sqrt(145 / 8), 4),
        zeros: 0,
      },
      { path: "dense/bias", shape: [1], weightNorm: 0, gradientNorm: expect.closeTo(5, 5), ratio: Infinity, zeros: 0 },
    ]);
  });

  it("shows units that get no gradient, in a table", async () => {
    const dead = sequential(dense(4, { initializer: constantInitializer(-1), bias: false }), relu, dense(2));
    const { rows, text } = await gradientReport(
      dead,
      {
        x: [
          [1, 1],
          [2, 2],
        ],
        y: [0, 0],
      },
      options,
    );
    expect(rows.map(({ path, zeros }) => [path, zeros])).toEqual([
      ["dense/weight", 1],
      ["dense2/weight", 1],
      ["dense2/bias", 0],
    ]);
    expect(text.split("\n")[0]).toMatch(/^parameter +shape +\|w\| +\|g\| +\|g\|\/\|w\| +zeros$/);
    expect(text.split("\n")[1]).toMatch(/^dense\/weight +2×4 +2\.83 +0\.00 +0\.0e\+0 +100 %$/);
  });

  it("looks at a trained model as it is", async () => {
    const trained = await fit(
      sequential(dense(2)),
      { x, y },
      { ...options, epochs: 20, optimizer: adam({ rate: 0.05 }) },
    );
    const [begun, now] = [
      await gradientReport(sequential(dense(2)), { x, y }, options),
      await gradientReport(trained, { x, y }, options),
    ];
    expect(now.loss).toBeLessThan(begun.loss / 2);
  });

  it("refuses a misspelt option", async () => {
    await expect(gradientReport(sequential(dense(2)), { x, y }, { ...options, batch: 3 } as never)).rejects.toThrow(
      /no option `batch`/,
    );
  });
});

it("asks a trained model for no loss: it knows the one it was trained with", async () => {
  const data = { x: [[1], [2]], y: [2, 4] };
  const trained = await fit(dense(1), data, { loss: meanSquaredError, epochs: 1 });
  const [own, given] = [
    await gradientReport(trained, data),
    await gradientReport(trained, data, { loss: meanSquaredError }),
  ];
  expect(own.loss).toBe(given.loss);
  await expect(gradientReport(dense(1), data)).rejects.toThrow("gradientReport needs the option `loss`");
});
