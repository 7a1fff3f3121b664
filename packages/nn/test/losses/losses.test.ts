import { readFileSync } from "node:fs";
import { data, grad, key, normal, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import type { Loss } from "../../src/losses/contract/loss.ts";
import * as losses from "../../src/losses/index.ts";

interface Recorded {
  readonly prediction: readonly (readonly number[])[];
  readonly target: readonly number[] | readonly (readonly number[])[];
  readonly loss: readonly number[];
  readonly gradient: readonly number[];
}
interface Recording {
  readonly losses: Readonly<Record<string, Recorded>>;
  readonly inKeras: Readonly<Record<string, readonly number[]>>;
  readonly sklearn: Readonly<Record<string, number>>;
}
/** By record.py, in float64. */
const recorded: Recording = JSON.parse(readFileSync(new URL("recorded.json", import.meta.url), "utf8"));

const made: Readonly<Record<string, Loss>> = {
  huber: losses.huber(),
  huberDelta2: losses.huber({ delta: 2 }),
  pinball90: losses.pinball({ quantile: 0.9 }),
  smoothedSoftmaxCrossEntropy: losses.smoothedSoftmaxCrossEntropy(),
  smoothedSparseSoftmaxCrossEntropy: losses.smoothedSparseSoftmaxCrossEntropy(),
  sigmoidCrossEntropySoft: losses.sigmoidCrossEntropy,
  sigmoidFocal: losses.sigmoidFocal(),
  sigmoidFocalAlpha: losses.sigmoidFocal({ alpha: 0.25 }),
  softmaxFocal: losses.softmaxFocal(),
  sparseSoftmaxFocal: losses.sparseSoftmaxFocal(),
  dice: losses.dice(),
  tversky: losses.tversky(),
  contrastive: losses.contrastive(),
};
const named = (name: string): Loss => made[name] ?? (losses as unknown as Record<string, Loss>)[name]!;

const tensors = ({ prediction, target }: Recorded): [Tensor, Tensor] => [
  tensor(prediction as number[][]),
  tensor(target as number[]),
];

/** Σ (i + 1) ℓᵢ, as record.py weighs. */
const weighted = (loss: Loss, target: Tensor) => (prediction: Tensor) => {
  const each = loss(prediction, target);
  return each.mul(tensor(Float32Array.from({ length: each.size }, (_, i) => i + 1))).sum();
};

const expectNear = (what: string, actual: ArrayLike<number>, expected: readonly number[], absolute: number): void => {
  expect(actual.length, what).toBe(expected.length);
  const misses = expected.flatMap((value, i) =>
    Math.abs(actual[i]! - value) <= 1e-6 * Math.abs(value) + absolute
      ? []
      : [`${i}: got ${actual[i]}, expected ${value}`],
  );
  expect(misses, what).toEqual([]);
};

describe("losses", () => {
  it("have the values and gradients that PyTorch gives", async () => {
    const names = Object.keys(recorded.losses);
    const results = await data(
      names.map((name) => {
        const [prediction, target] = tensors(recorded.losses[name]!);
        const loss = named(name);
        return { loss: loss(prediction, target), gradient: grad(weighted(loss, target))(prediction) };
      }),
    );
    names.forEach((name, i) => {
      const { loss, gradient } = recorded.losses[name]!;
      expectNear(name, results[i]!.loss, loss, 4e-7);
      expectNear(`the gradient of ${name}`, results[i]!.gradient, gradient, 2e-6);
    });
  });

  it("have the values that Keras gives, to its clipping", async () => {
    const names = Object.keys(recorded.inKeras);
    const results = await data(names.map((name) => named(name)(...tensors(recorded.losses[name]!))));
    names.forEach((name, i) => {
      expectNear(name, results[i]!, recorded.inKeras[name]!, 4e-6);
    });
  });

  it("have the means that scikit-learn gives", async () => {
    const names = Object.keys(recorded.sklearn);
    const results = await data(names.map((name) => named(name)(...tensors(recorded.losses[name]!)).mean()));
    names.forEach((name, i) => {
      expectNear(name, results[i]!, [recorded.sklearn[name]!], 4e-7);
    });
  });

  it("by hand: huber, hinge with labels 0 and 1, poisson, categorical hinge with only negative wrong scores", async () => {
    const numbers = await data([
      losses.huber()(tensor([[0.5], [3]]), tensor([0, 0])), // 0.5²/2, 3 − 1/2
      losses.hinge(tensor([0.5, 0.5]), tensor([1, 0])), // 1 − 0.5, 1 + 0.5
      losses.poisson(tensor([2]), tensor([3])), // 2 − 3 log 2
      losses.categoricalHinge(tensor([[0, -5, -3]]), tensor([[1, 0, 0]])), // max(0, −3 − 0 + 1); Keras says 1
      losses.cosineProximity(tensor([[1, 1]]), tensor([[1, 0]])), // −cos 45°
    ]);
    const expected = [[0.125, 2.5], [0.5, 1.5], [2 - 3 * Math.LN2], [0], [-Math.SQRT1_2]];
    numbers.forEach((each, i) => {
      expectNear(`case ${i}`, each, expected[i]!, 1e-7);
    });
  });
});

describe("softmax regression", () => {
  it("with two classes is logistic regression: the same losses and gradients", async () => {
    const z = normal(key(1), [50]).mul(5);
    const labels = normal(key(2), [50]).greater(0).cast("float32");
    const two = (z: Tensor) =>
      z.expandDims(-1).pad([
        [0, 0],
        [1, 0],
      ]);
    const softmax = (z: Tensor) => losses.sparseSoftmaxCrossEntropy(two(z), labels);
    const logistic = (z: Tensor) => losses.sigmoidCrossEntropy(z, labels);
    const [a, b, da, db] = await data([
      softmax(z),
      logistic(z),
      grad((z: Tensor) => softmax(z).sum())(z),
      grad((z: Tensor) => logistic(z).sum())(z),
    ]);
    expectNear("losses", a, [...b], 5e-7);
    expectNear("gradients", da, [...db], 2e-7);
  });

  it("has the gradient p − y at the logits", async () => {
    const z = tensor([
      [5, 2, -1, 3],
      [0, 1, 2, 3],
    ]);
    const y = tensor([
      [1, 0, 0, 0],
      [0, 0, 1, 0],
    ]);
    const [oneHot, sparse, difference] = await data([
      grad((z: Tensor) => losses.softmaxCrossEntropy(z, y).sum())(z),
      grad((z: Tensor) => losses.sparseSoftmaxCrossEntropy(z, tensor([0, 2])).sum())(z),
      z.softmax(-1).sub(y),
    ]);
    expectNear("one-hot", oneHot, [...difference], 1e-7);
    expectNear("sparse", sparse, [...difference], 1e-7);
    expectNear("by hand", [...oneHot].slice(0, 4), [0.84203 - 1, 0.04192, 0.00209, 0.11396], 5e-6);
  });
});

describe("losses at the edge", () => {
  const cases: readonly [Loss, Tensor, Tensor][] = [
    [losses.sigmoidCrossEntropy, tensor([1e4, -1e4, 1e4, -1e4]), tensor([1, 0, 0, 1])],
    [losses.sigmoidFocal({ gamma: 0.5 }), tensor([1e4, -1e4, 1e4, -1e4]), tensor([1, 0, 0, 1])],
    [
      losses.sparseSoftmaxCrossEntropy,
      tensor([
        [1e4, -1e4],
        [-1e4, 1e4],
        [0, 0],
      ]),
      tensor([0, 0, 1]),
    ],
    [
      losses.softmaxCrossEntropy,
      tensor([
        [1e4, -1e4],
        [-1e4, 1e4],
      ]),
      tensor([
        [1, 0],
        [1, 0],
      ]),
    ],
    [
      losses.softmaxFocal({ gamma: 0.5 }),
      tensor([
        [1e4, -1e4],
        [-1e4, 1e4],
      ]),
      tensor([
        [1, 0],
        [1, 0],
      ]),
    ],
    [
      losses.smoothedSparseSoftmaxCrossEntropy(),
      tensor([
        [1e4, -1e4],
        [0, 0],
      ]),
      tensor([0, 1]),
    ],
    [losses.binaryCrossEntropy, tensor([0, 1, 0, 1]), tensor([0, 1, 1, 0])],
    [
      losses.categoricalCrossEntropy,
      tensor([
        [0, 1],
        [1, 0],
      ]),
      tensor([
        [1, 0],
        [1, 0],
      ]),
    ],
    [
      losses.sparseCategoricalCrossEntropy,
      tensor([
        [0, 1],
        [1, 0],
      ]),
      tensor([0, 0]),
    ],
    [
      losses.klDivergence,
      tensor([
        [0, 1],
        [1, 0],
      ]),
      tensor([
        [1, 0],
        [0.5, 0.5],
      ]),
    ],
    [
      losses.categoricalHinge,
      tensor([
        [1e4, -1e4],
        [0, 0],
      ]),
      tensor([
        [0, 1],
        [1, 0],
      ]),
    ],
    [losses.poisson, tensor([0, -3, 1e4]), tensor([0, 4, 1e4])],
    [losses.meanSquaredLogarithmicError, tensor([-1, -5, 0]), tensor([0, 3, 1e4])],
    [losses.meanAbsolutePercentageError, tensor([0, 0]), tensor([0, 1e-3])],
    [losses.logCosh, tensor([1e4, -1e4, 1e-4]), tensor([0, 0, 0])],
    [
      losses.cosineProximity,
      tensor([
        [0, 0],
        [1, 2],
      ]),
      tensor([
        [1, 0],
        [0, 0],
      ]),
    ],
    [losses.dice(), tensor([[0, 0]]), tensor([[0, 0]])],
    [
      losses.gaussianNegativeLogLikelihood,
      tensor([
        [0, 1e4],
        [0, -1e4],
      ]),
      tensor([1, 1]),
    ],
  ];

  it("log 0, logits of ±10000, equal scores: every loss and gradient is finite", async () => {
    const results = await data(
      cases.map(([loss, prediction, target]) => ({
        loss: loss(prediction, target),
        gradient: grad((p: Tensor) => loss(p, target).sum())(prediction),
      })),
    );
    cases.forEach(([loss], i) => {
      expect(
        [...results[i]!.loss, ...results[i]!.gradient].filter((x) => !Number.isFinite(x)),
        loss.name,
      ).toEqual([]);
    });
    const [sigmoid, , sparse] = results;
    expect([...sigmoid!.loss]).toEqual([0, 0, 1e4, 1e4]);
    expect([...sigmoid!.gradient]).toEqual([0, 0, 1, -1]);
    expectNear("sparse", sparse!.loss, [0, 2e4, Math.LN2], 1e-7);
    expectNear("its gradient", sparse!.gradient, [0, 0, -1, 1, 0.5, -0.5], 1e-7);
  });

  it("clip probabilities at 1e-7, like Keras: a loss of 16.118 at most, and no gradient there", async () => {
    const loss = (p: Tensor) => losses.binaryCrossEntropy(p, tensor([1]));
    const [value, gradient] = await data([loss(tensor([0])), grad((p: Tensor) => loss(p).sum())(tensor([0]))]);
    expectNear("loss", value, [-Math.log(1e-7)], 1e-5);
    expect([...gradient]).toEqual([0]);
  });

  it("logCosh has its digits at small errors: e²/2 − e⁴/12", async () => {
    const e = [0.3, 1e-2, 1e-3, 1e-6];
    const small = await losses.logCosh(tensor(e), tensor([0, 0, 0, 0])).data();
    e.forEach((x, i) => {
      const exact = Math.log1p(2 * Math.sinh(Math.fround(x) / 2) ** 2);
      expect(Math.abs(small[i]! / exact - 1)).toBeLessThan(1e-6);
    });
  });
});

describe("shapes", () => {
  it("[N, 1] predictions and [N] targets are the same numbers: never [N, N]", () => {
    const column = tensor([[1], [2], [3]]);
    for (const loss of [losses.meanSquaredError, losses.sigmoidCrossEntropy, losses.hinge, losses.poisson]) {
      expect(loss(column, tensor([0, 1, 1])).shape, loss.name).toEqual([3]);
      expect(loss(tensor([1, 2, 3]), tensor([[0], [1], [1]])).shape, loss.name).toEqual([3]);
      expect(loss(tensor([1, 2, 3]), tensor([0, 1, 1])).shape, loss.name).toEqual([3]);
    }
    expect(() =>
      losses.meanSquaredError(
        tensor([
          [1, 2],
          [3, 4],
        ]),
        tensor([1, 2]),
      ),
    ).toThrow("meanSquaredError needs targets of shape [2, 2] for predictions of shape [2, 2]: got [2].");
  });

  it("sequences keep their steps: [N, T, C] gives [N, T]", () => {
    const scores = normal(key(0), [2, 5, 3]);
    const classes = tensor(new Int32Array(10), { shape: [2, 5] });
    expect(losses.sparseSoftmaxCrossEntropy(scores, classes as unknown as Tensor).shape).toEqual([2, 5]);
    expect(losses.meanSquaredError(scores, scores).shape).toEqual([2, 5]);
    expect(losses.softmaxCrossEntropy(scores, scores).shape).toEqual([2, 5]);
    expect(losses.meanSquaredError(normal(key(0), [2, 5, 1]), normal(key(1), [2, 5])).shape).toEqual([2, 5]);
    expect(losses.dice()(scores, scores).shape).toEqual([2]);
  });

  it("integer and boolean targets are numbers too; class numbers may be a column", async () => {
    const [a, b, c] = await data([
      losses.meanSquaredError(tensor([[1], [2]]), tensor([1, 4], { dtype: "int32" }) as never),
      losses.binaryCrossEntropy(tensor([0.5, 0.5]), tensor([1, 0], { dtype: "bool" }) as never),
      losses.sparseSoftmaxCrossEntropy(
        tensor([
          [0, 0],
          [0, 0],
        ]),
        tensor([[1], [0]]),
      ),
    ]);
    expect([...a]).toEqual([0, 4]);
    expectNear("bool", b, [Math.LN2, Math.LN2], 1e-7);
    expectNear("column", c, [Math.LN2, Math.LN2], 1e-7);
  });
});

describe("what a loss says of itself", () => {
  it("every export has a card and its own name; losses say what targets they take", () => {
    for (const [name, loss] of Object.entries(losses)) {
      expect(loss.name).toBe(name);
      expect(loss.about.formula.length, name).toBeGreaterThan(0);
      // Made of another loss, whose name and card it has.
      if (loss === losses.ignoring || loss === losses.weighted) continue;
      const value = "makes" in loss ? (loss as () => Loss)() : (loss as Loss);
      expect(value.name, name).toBe(name);
      const kinds = ["values", "classes", "oneHot", "binary", "signs", "groups", "sequences", "none"];
      expect(kinds, name).toContain(value.target);
      expect(value.about, name).toBe(loss.about);
    }
  });

  it("refuses options that break their law", () => {
    expect(() => losses.huber({ delta: 0 })).toThrow("`delta` of huber must be greater than 0: got 0.");
    expect(() => losses.pinball({ quantile: 1 })).toThrow("`quantile` of pinball must be above 0 and below 1: got 1.");
    expect(() => losses.sigmoidFocal({ alpha: 2 })).toThrow("`alpha` of sigmoidFocal must be between 0 and 1: got 2.");
  });
});
