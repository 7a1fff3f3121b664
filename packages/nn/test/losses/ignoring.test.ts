import { data, key, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { evaluateBatch } from "../../src/evaluation/objective.ts";
import {
  accuracy,
  adam,
  dense,
  fit,
  ignoring,
  ModelError,
  meanSquaredError,
  normalize,
  sequential,
  sparseSoftmaxCrossEntropy,
} from "../../src/index.ts";
import type { Layer } from "../../src/layers/contract/layer.ts";
import { expectNear } from "../recorded.ts";

const z = tensor([
  [
    [0.75, -0.75, -0.5, -0.5],
    [0.25, 0.5, 1.0, -0.75],
    [-0.25, -0.75, 0.5, 0.5],
  ],
  [
    [-0.75, -0.75, -0.5, -2.25],
    [2.0, 0.25, -0.25, 0.25],
    [1.0, -2.0, 1.75, -0.75],
  ],
]);
const known = tensor(
  [
    [1, -100, 3],
    [0, 2, -100],
  ],
  { dtype: "int32" },
);
const same: Layer = {
  kind: "same",
  init: (_, inputShape) => ({ params: {}, state: {}, outputShape: inputShape }),
  apply: (_, state, y) => ({ y, state }),
};
const lossOf = (loss: typeof sparseSoftmaxCrossEntropy, x: Tensor, y: Tensor<"int32">, weights?: Tensor) =>
  evaluateBatch({ layer: same, loss }, {}, {}, { x, y, weights } as never, { training: true, key: key(0), path: "" })
    .loss;

describe("a loss that ignores a label", () => {
  it("is PyTorch's cross_entropy with ignore_index=-100, with its gradient", async () => {
    const loss = ignoring(sparseSoftmaxCrossEntropy, -100);
    const [value, slope] = await data(valueAndGrad((x: Tensor) => lossOf(loss, x, known))(z));
    expect(value[0]).toBeCloseTo(1.744715190489408, 5);
    const wanted = [
      0.139187, -0.218943, 0.039878, 0.039878, 0, 0, 0, 0, 0.042804, 0.025962, 0.090617, -0.159383, -0.178717, 0.071283,
      0.091529, 0.015905, 0.172064, 0.0299, -0.231865, 0.0299, 0, 0, 0, 0,
    ];
    expectNear(slope, { shape: [24], data: wanted }, 2e-6);
  });

  it("says 0 for what it ignores, and has the rest of its loss: card, link and name", async () => {
    const loss = ignoring(sparseSoftmaxCrossEntropy, -1);
    const labels = tensor(
      [
        [1, -1, 3],
        [0, 2, -1],
      ],
      { dtype: "int32" },
    );
    const rows = (await loss(z, labels as never).array()) as number[][];
    expect(rows.map((row) => (row as number[]).map((n) => n === 0))).toEqual([
      [false, true, false],
      [false, false, true],
    ]);
    expect([loss.link, loss.target, loss.ignored, loss.name]).toEqual([
      "softmax",
      "classes",
      -1,
      "sparseSoftmaxCrossEntropy",
    ]);
  });

  it("leaves them out of metrics, and trains on the others alone", async () => {
    const x = Array.from({ length: 40 }, (_, i) => [[Math.sin(i)], [Math.cos(i)], [5]]);
    const y = x.map((row) => row.map(([value], t) => (t === 2 ? -100 : value! > 0 ? 1 : 0)));
    const model = sequential(normalize(), dense(2));
    const loss = ignoring(sparseSoftmaxCrossEntropy, -100);
    const options = { loss, metrics: [accuracy], epochs: 60, optimizer: adam({ rate: 0.05 }), seed: 1 };
    const trained = await fit(model, { x, y }, options);
    const { metrics, loss: value } = await trained.evaluate({ x, y });
    expect(metrics.accuracy).toBeGreaterThan(0.95);
    const weights = y.map((row) => row.map((label) => (label === -100 ? 0 : 1)));
    const zeros = y.map((row) => row.map((label) => Math.max(0, label)));
    const weighted = await fit(model, { x, y: zeros, weights }, { ...options, loss: sparseSoftmaxCrossEntropy });
    expect((await weighted.evaluate({ x, y: zeros, weights })).loss).toBeCloseTo(value, 5);
  });

  it("refuses a label that is neither, a loss that has no classes, and a label that is no integer", async () => {
    const x = [[1], [2]];
    const loss = ignoring(sparseSoftmaxCrossEntropy, -1);
    await expect(fit(dense(3), { x, y: [0, -2] }, { loss })).rejects.toThrow(
      "`y` must be integers in [0, 3), or -1 where nothing is known: got -2 at row 1.",
    );
    expect(() => ignoring(meanSquaredError, -1)).toThrow(ModelError);
    expect(() => ignoring(sparseSoftmaxCrossEntropy, 0.5)).toThrow("`label` of ignoring must be an integer: got 0.5.");
  });
});

describe("weights of steps", () => {
  const y = tensor(
    [
      [1, 0, 3],
      [0, 2, 1],
    ],
    { dtype: "int32" },
  );
  const weights = [
    [1, 0, 2],
    [0.5, 1, 1],
  ];

  it("make the weighted mean over steps: Σwℓ / Σw, by PyTorch", async () => {
    expect(await lossOf(sparseSoftmaxCrossEntropy, z, y, tensor(weights)).item()).toBeCloseTo(2.104076095677626, 5);
  });

  it("come as nested lists, numbers with a shape, or a tensor; a loss a row refuses them", async () => {
    const x = [
      [[1], [2]],
      [[3], [4]],
    ];
    const targets = [
      [[1], [2]],
      [[3], [9]],
    ];
    const options = { loss: meanSquaredError, epochs: 1, seed: 1 };
    const given = [
      [
        [1, 1],
        [1, 0],
      ],
      { data: [1, 1, 1, 0], shape: [2, 2] },
      tensor([
        [1, 1],
        [1, 0],
      ]),
    ];
    const ends = await Promise.all(
      given.map(async (weights) => {
        const trained = await fit(dense(1), { x, y: targets, weights }, options);
        return (await trained.evaluate({ x, y: targets, weights })).loss;
      }),
    );
    expect(new Set(ends).size).toBe(1);
    await expect(
      fit(
        dense(1),
        {
          x: [[1], [2]],
          y: [1, 2],
          weights: [
            [1, 1],
            [1, 1],
          ],
        },
        options,
      ),
    ).rejects.toThrow("Weights need a loss for each of them: got weights [N, 2] and losses [N].");
    await expect(fit(dense(1), { x, y: targets, weights: [[1, 1], [1]] }, options)).rejects.toThrow(
      "weights needs as many steps in each row: row 0 has 2, row 1 has 1.",
    );
    await expect(
      fit(
        dense(1),
        {
          x,
          y: targets,
          weights: [
            [1, 1],
            [1, -1],
          ],
        },
        options,
      ),
    ).rejects.toThrow("weights must be finite and ≥ 0: got -1 at row 1, step 1.");
  });
});
