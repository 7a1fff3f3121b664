import {
  batchNorm,
  compile,
  data,
  grad,
  hvp,
  key,
  normal,
  normalizeChannels,
  ones,
  scan,
  type Tensor,
  TensorError,
  tensor,
  vmap,
  zeros,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { exact, expectClose, expectSame } from "../close.ts";

type Double = Tensor<"float64">;

/** From means, squares and quotients, each a pass of its own. */
const plainly = (x: Double, gamma: Double, beta: Double, epsilon: number): Double => {
  const axes = x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  const along = (numbers: Double) => numbers.reshape([-1, ...new Array<number>(x.rank - 2).fill(1)]);
  const centred = x.sub(x.mean(axes, { keepDims: true }));
  const deviation = centred.square().mean(axes, { keepDims: true }).add(epsilon).sqrt();
  return centred.div(deviation).mul(along(gamma)).add(along(beta));
};

const gamma = exact([1.5, -0.7, 0.4]);
const beta = exact([0.1, 0.2, -0.3]);

describe("batchNorm", () => {
  it("gives each channel the mean beta and the deviation |gamma|, and says what they were", async () => {
    const x = normal(key(1), [8, 3, 5, 4]).mul(3).add(7);
    const { y, mean, variance } = batchNorm(x, tensor([2, -1, 0.5]), tensor([1, 0, -3]), { epsilon: 0 });
    const computed = [y.mean([0, 2, 3]), y.std([0, 2, 3]), mean, variance] as const;
    const [means, deviations, ...moments] = await data(computed);
    expectClose(means, [1, 0, -3], 1e-5);
    expectClose(deviations, [2, 1, 0.5], 1e-5);
    const [expectedMean, expectedVariance] = await data([x.mean([0, 2, 3]), x.variance([0, 2, 3])]);
    expectClose(moments[0]!, expectedMean, 1e-5);
    expectClose(moments[1]!, expectedVariance, 1e-5);
  });

  it("takes rows, sequences and images", async () => {
    for (const spatial of [[], [5], [1, 1], [4, 3]]) {
      const x = normal(key(2), [6, 3, ...spatial], { dtype: "float64" });
      await expectSame(batchNorm(x, gamma, beta).y, plainly(x, gamma, beta, 1e-5));
    }
  });

  it("loses nothing where the mean is a thousand deviations", async () => {
    const x = normal(key(3), [32, 2, 6, 6]).add(1000);
    const { variance } = batchNorm(x, ones([2]), zeros([2]));
    expectClose(await variance.data(), await x.cast("float64").variance([0, 2, 3]).data(), 1e-4);
  });

  it("before a relu and a maximum has the derivatives of what it stands for, the second ones too", async () => {
    const x = normal(key(4), [3, 2, 6, 6], { dtype: "float64" });
    const w = normal(key(5), [3, 2, 3, 3], { dtype: "float64" });
    const at = { w, gamma, beta };
    const directions = { w: w.mul(0.3).add(0.1), gamma: exact([0.3, 1, -0.5]), beta: exact([1, -2, 0.5]) };
    const loss =
      (norm: (z: Double, gamma: Double, beta: Double) => Double) =>
      ({ w, gamma, beta }: typeof at) => {
        const z = x.conv2d(w, { padding: "same" });
        return norm(z, gamma, beta)
          .relu()
          .maxPool2d(2)
          .pow(3)
          .sum()
          .add(norm(z, gamma, beta).sin().mean());
      };
    const fast = loss((z, g, b) => batchNorm(z, g, b).y);
    const plain = loss((z, g, b) => plainly(z, g, b, 1e-5));
    for (const derive of [grad, (f: typeof fast) => (at: never) => hvp(f)(at, directions)]) {
      const [actual, expected] = await data([derive(fast)(at as never), derive(plain)(at as never)]);
      for (const name of ["w", "gamma", "beta"] as const) expectClose(actual[name], expected[name], 1e-10);
    }
  });

  it("lets derivatives through the mean and the variance", async () => {
    const x = normal(key(6), [4, 3, 2, 2], { dtype: "float64" });
    const of = ({ mean, variance }: { mean: Double; variance: Double }) => mean.square().add(variance.log()).sum();
    const fast = grad((x: Double) => of(batchNorm(x, gamma, beta)))(x);
    const plain = grad((x: Double) => of({ mean: x.mean([0, 2, 3]), variance: x.variance([0, 2, 3]) }))(x);
    await expectSame(fast, plain, 1e-10);
  });

  it("of examples in vmap sees each batch by itself", async () => {
    const x = normal(key(7), [2, 4, 3, 5]);
    const [g, b] = [tensor([1, -2, 0.5]), tensor([0, 1, 2])];
    const all = vmap((x: Tensor) => batchNorm(x, g, b).y)(x);
    for (const i of [0, 1]) await expectSame(all.slice(i), batchNorm(x.slice(i), g, b).y, 1e-5);
  });

  it("keeps the moments of several layers, steps and runs apart", async () => {
    const [g, b] = [ones([2]), zeros([2])];
    const both = compile((batches: Tensor) =>
      scan(
        (count: Tensor, x: Tensor) => {
          const [first, second] = [batchNorm(x, g, b), batchNorm(x.mul(2).add(1), g, b)];
          return [count.add(1), { first: first.mean, second: second.mean, y: first.y.add(second.y) }] as const;
        },
        tensor(0),
        batches,
      ),
    );
    const x = normal(key(8), [3, 4, 2, 5]);
    await data(both(x.div(0)));
    const [, stacks] = both(x);
    const mean = x.mean([1, 3]);
    await expectSame(stacks.first, mean, 1e-5);
    await expectSame(stacks.second, mean.mul(2).add(1), 1e-5);
    expect((await stacks.y.data()).every(Number.isFinite)).toBe(true);
  });

  it("says which of its numbers do not fit the channels", () => {
    expect(() => batchNorm(zeros([2, 4, 4, 3]), ones([3]), zeros([3]))).toThrow(
      "batchNorm needs one number for each of the 4 channels: got [3] for [2, 4, 4, 3].",
    );
    expect(() => batchNorm(zeros([3]), ones([3]), zeros([3]))).toThrow(TensorError);
  });
});

describe("normalizeChannels", () => {
  it("with the moments of the batch is batchNorm", async () => {
    const x = normal(key(9), [4, 3, 5, 5], { dtype: "float64" });
    const { y, mean, variance } = batchNorm(x, gamma, beta, { epsilon: 0.01 });
    await expectSame(normalizeChannels(x, mean, variance, gamma, beta, 0.01), y);
  });
});
