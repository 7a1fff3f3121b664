import {
  adam,
  batchNorm,
  binaryCrossEntropy,
  categoricalCrossEntropy,
  constantInitializer,
  conv2d,
  cosine,
  dense,
  dropout,
  flatten,
  gradientDescent,
  heNormal,
  hinge,
  huber,
  type LayerLike,
  lint,
  maxPool,
  meanSquaredError,
  poisson,
  randomNormal,
  relu,
  residual,
  type StaticCode,
  selu,
  sequential,
  sigmoid,
  sigmoidCrossEntropy,
  softmax,
  sparseCategoricalCrossEntropy,
  sparseSoftmaxCrossEntropy,
  step,
  type TrainingData,
  type TrainOptions,
  tanh,
} from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import { mistakes } from "../../src/doctor/lint/mistakes/index.ts";
import { blobs, digits, friedman, parted, withInputs } from "../doctor/hospital/data.ts";
import { healthyCases } from "../doctor/hospital/healthy.ts";

const three = blobs(200, 8, 3);
const two = blobs(200, 8, 2);
const signs = { x: two.x, y: Float32Array.from(two.y, (label) => 2 * label - 1) };
const binary = { x: two.x, y: Float32Array.from(two.y) };
const numbers = friedman(200);
const shares = { x: numbers.x, y: numbers.y.map((value) => 1 / (1 + Math.exp(-value))) };
const images = digits(100);
const counts = { x: numbers.x, y: numbers.y.map((value) => Math.max(0, Math.round(3 * value + 2))) };
const outliers = { x: numbers.x, y: numbers.y.map((value, i) => (i % 60 === 0 ? 1000 : value)) };
const copied = (() => {
  const [training, validation] = parted(numbers, 150);
  const { data, shape } = training.x as unknown as { data: Float32Array; shape: number[] };
  const x = { data: data.slice(0, 40 * 8), shape: [40, shape[1]!] } as never;
  return { training, validation, copies: { x, y: (training.y as Float32Array).slice(0, 40) } };
})();
const shared = (activation: LayerLike, outputs = 3) => sequential(dense(16), relu, dense(outputs), activation);
const plain = (outputs: number) => sequential(dense(16), relu, dense(outputs));
const classes = { loss: sparseSoftmaxCrossEntropy };
const squared = { loss: meanSquaredError };

type Look = readonly [name: string, model: LayerLike, data: TrainingData, options: TrainOptions];

/** Where each mistake is, and where it only looks like it. */
const looks: { readonly [Code in StaticCode]: { readonly found: readonly Look[]; readonly not: readonly Look[] } } = {
  "activation-loss-mismatch": {
    found: [
      ["softmax twice", shared(softmax), three, classes],
      ["sigmoid twice", shared(sigmoid, 1), binary, { loss: sigmoidCrossEntropy }],
      ["scores taken for shares", plain(3), three, { loss: sparseCategoricalCrossEntropy }],
      ["relu taken for a share", shared(relu, 1), binary, { loss: binaryCrossEntropy }],
      ["softmax of one", shared(softmax, 1), binary, { loss: binaryCrossEntropy }],
      ["negative numbers behind relu", shared(relu, 1), numbers, squared],
      ["large numbers behind tanh", shared(tanh, 1), counts, squared],
      ["margins behind sigmoid", shared(sigmoid, 1), signs, { loss: hinge }],
    ],
    not: [
      ["scores", plain(3), three, classes],
      ["shares", shared(softmax), three, { loss: sparseCategoricalCrossEntropy }],
      ["a share", shared(sigmoid, 1), binary, { loss: binaryCrossEntropy }],
      ["shares as numbers", shared(sigmoid, 1), shares, squared],
      ["counts behind relu", shared(relu, 1), counts, squared],
      ["margins behind tanh", shared(tanh, 1), signs, { loss: hinge }],
      [
        "shares of three",
        shared(softmax),
        { x: three.x, y: Array.from(three.y, (c) => [0, 1, 2].map((k) => Number(k === c))) },
        { loss: categoricalCrossEntropy },
      ],
    ],
  },
  "missing-activation": {
    found: [
      ["dense after dense", sequential(dense(16), dense(16), relu, dense(3)), three, classes],
      ["with dropout between", sequential(dense(16), dropout(0.2), dense(3)), three, classes],
      ["convolutions", sequential(conv2d(8, 3), conv2d(8, 3), relu, flatten, dense(10)), images, classes],
      ["in a branch", sequential(dense(16), relu, residual(dense(16), dense(16)), dense(3)), three, classes],
    ],
    not: [
      ["activations everywhere", plain(3), three, classes],
      ["a narrow code", sequential(dense(16), relu, dense(2), dense(16), relu, dense(3)), three, classes],
      [
        "pooling between",
        sequential(conv2d(8, 3), maxPool(2), conv2d(8, 3), relu, flatten, dense(10)),
        images,
        classes,
      ],
    ],
  },
  "step-in-hidden-layer": {
    found: [
      ["a step", sequential(dense(16), step, dense(3)), three, classes],
      ["a step in a branch", sequential(dense(16), residual(dense(16), step), dense(3)), three, classes],
    ],
    not: [["a sigmoid", sequential(dense(16), sigmoid, dense(3)), three, classes]],
  },
  "bias-before-batch-norm": {
    found: [["asked for", sequential(dense(16, { bias: true }), batchNorm(), relu, dense(3)), three, classes]],
    not: [
      ["left out", sequential(dense(16), batchNorm(), relu, dense(3)), three, classes],
      ["behind it", sequential(dense(16), batchNorm(), relu, dense(3, { bias: true })), three, classes],
    ],
  },
  "dropout-before-batch-norm": {
    found: [
      ["right before", sequential(dense(16), dropout(0.3), batchNorm(), relu, dense(3)), three, classes],
      [
        "a layer before",
        sequential(dense(16), relu, dropout(0.3), dense(16), batchNorm(), relu, dense(3)),
        three,
        classes,
      ],
    ],
    not: [["behind it", sequential(dense(16), batchNorm(), relu, dropout(0.3), dense(3)), three, classes]],
  },
  "constant-initialization": {
    found: [
      ["zeros", sequential(dense(16, { initializer: constantInitializer(0) }), relu, dense(3)), three, classes],
      [
        "one tenth",
        sequential(conv2d(8, 3, { initializer: constantInitializer(0.1) }), relu, flatten, dense(10)),
        images,
        classes,
      ],
    ],
    not: [
      [
        "the last layer",
        sequential(dense(16), relu, dense(3, { initializer: constantInitializer(0) })),
        three,
        classes,
      ],
      ["a linear model", sequential(dense(3, { initializer: constantInitializer(0) })), three, classes],
    ],
  },
  "initializer-activation-mismatch": {
    found: [
      [
        "far too large",
        sequential(dense(32, { initializer: randomNormal({ std: 1 }) }), relu, dense(3)),
        three,
        classes,
      ],
      [
        "far too small",
        sequential(dense(32, { initializer: randomNormal({ std: 0.01 }) }), tanh, dense(3)),
        three,
        classes,
      ],
      [
        "He before SELU",
        sequential(dense(64), selu, dense(64, { initializer: heNormal() }), selu, dense(3)),
        three,
        classes,
      ],
    ],
    not: [
      ["chosen by the layer", sequential(dense(64), selu, dense(64), tanh, dense(64), relu, dense(3)), three, classes],
      [
        "before a batch norm",
        sequential(dense(32, { initializer: randomNormal({ std: 1 }) }), batchNorm(), relu, dense(3)),
        three,
        classes,
      ],
    ],
  },
  "unscaled-inputs": {
    found: [["a column in thousands", plain(1), withInputs(numbers, (v, i) => (i === 2 ? 5000 * v : v)), squared]],
    not: [
      ["of one size", plain(1), numbers, squared],
      ["scaled by the model", sequential(batchNorm(), dense(1)), withInputs(numbers, (v) => 5000 * v), squared],
    ],
  },
  "labels-out-of-range": {
    found: [
      ["a class too many", plain(2), three, classes],
      [
        "a share above 1",
        plain(1),
        { x: two.x, y: Float32Array.from(two.y, (label) => 3 * label) },
        { loss: sigmoidCrossEntropy },
      ],
      ["negative counts", plain(1), numbers, { loss: poisson }],
    ],
    not: [["as many as there are", plain(3), three, classes]],
  },
  "class-imbalance": {
    found: [["3 % of the rows", plain(2), blobs(400, 4, 2, 1, 1, [0.97, 0.03]), classes]],
    not: [
      ["a third each", plain(3), three, classes],
      ["weighed", plain(2), blobs(400, 4, 2, 1, 1, [0.97, 0.03]), { ...classes, classWeights: "balanced" as const }],
    ],
  },
  "duplicate-rows-across-split": {
    found: [["copies", plain(1), copied.training, { ...squared, validation: copied.copies }]],
    not: [["rows of their own", plain(1), copied.training, { ...squared, validation: copied.validation }]],
  },
  "rate-out-of-range": {
    found: [
      ["far too high", plain(3), three, { ...classes, optimizer: adam({ rate: 10 }) }],
      [
        "at the peak of a schedule",
        plain(3),
        three,
        { ...classes, optimizer: adam({ rate: cosine({ peak: 10, warmup: 5 }) }) },
      ],
      ["next to nothing", plain(3), three, { ...classes, optimizer: gradientDescent({ rate: 1e-9 }) }],
    ],
    not: [
      ["Adam's own", plain(3), three, { ...classes, optimizer: adam() }],
      ["descent", plain(3), three, { ...classes, optimizer: gradientDescent({ rate: 0.1 }) }],
    ],
  },
  "outliers-under-squared-error": {
    found: [["1000 among ones", plain(1), outliers, squared]],
    not: [
      ["without them", plain(1), numbers, squared],
      ["under Huber's loss", plain(1), outliers, { loss: huber() }],
    ],
  },
  "counts-under-squared-error": {
    found: [["counts", plain(1), counts, squared]],
    not: [
      ["numbers", plain(1), numbers, squared],
      ["under Poisson's loss", sequential(dense(16), relu, dense(1), (x) => x.exp()), counts, { loss: poisson }],
    ],
  },
  "labels-under-hinge": {
    found: [["0 and 1", plain(1), binary, { loss: hinge }]],
    not: [["-1 and 1", plain(1), signs, { loss: hinge }]],
  },
  "width-bottleneck": {
    found: [
      ["one unit for ten classes", sequential(dense(32), relu, dense(2), relu, dense(10)), digits(100, true), classes],
    ],
    not: [
      ["wide enough", plain(3), three, classes],
      ["an autoencoder", sequential(dense(32), relu, dense(2), relu, dense(64)), { x: digits(100, true).x }, squared],
    ],
  },
};

const codesOf = async ([, model, data, options]: Look) => (await lint(model, data, options)).map(({ code }) => code);

describe.each(Object.entries(looks))("lint: %s", (code, { found, not }) => {
  it.each(found.map((look) => [look[0], look] as const))("sees it: %s", async (_, look) => {
    expect(await codesOf(look)).toContain(code);
  });

  it.each(not.map((look) => [look[0], look] as const))("does not see it: %s", async (_, look) => {
    expect(await codesOf(look)).not.toContain(code);
  });
});

describe("lint", () => {
  it("has a card for each mistake", () => {
    for (const { about } of Object.values(mistakes))
      for (const field of ["name", "formula", "use", "pitfall", "reference"] as const)
        expect(about[field]).not.toBe("");
  });

  it("finds no problem in any healthy run", { timeout: 120_000 }, async () => {
    const alarms: string[] = [];
    for (const { name, model, data, options } of healthyCases())
      for (const { code, severity, evidence } of await lint(model, data, options))
        if (severity === "problem") alarms.push(`${name}: ${code}, ${evidence}`);
    expect(alarms).toEqual([]);
  });
});
