import { data, key, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import * as activations from "../../src/activations/index.ts";
import { gainOf } from "../../src/initializers/contract/gain.ts";
import type { Initializer } from "../../src/initializers/contract/initializer.ts";
import * as initializers from "../../src/initializers/index.ts";
import { asLayer } from "../../src/layers/contract/function-layer.ts";
import { initializerFor } from "../../src/layers/contract/initializer-for.ts";
import { dense } from "../../src/layers/core/dense.ts";
import { prelu } from "../../src/layers/core/prelu.ts";

const { heNormal, heUniform, glorotNormal, glorotUniform, lecunNormal, lecunUniform, varianceScaling } = initializers;

/** Of float32 numbers, in float64. */
const moments = (x: ArrayLike<number>) => {
  const values = Array.from(x);
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const central = (power: number) => values.reduce((sum, v) => sum + (v - mean) ** power, 0) / n;
  const variance = central(2);
  return { mean, variance, kurtosis: central(4) / variance ** 2, largest: Math.max(...values.map(Math.abs)) };
};

const shape = [300, 400];
const fans = { in: 300, out: 400 };

/** Kurtosis: 3 of a normal, 9/5 of a uniform, 2.3655 of a normal cut at ±2 (SciPy's truncnorm). */
const kurtosis = { normal: 3, uniform: 1.8, truncated: 2.3655 };

describe("initializers draw", () => {
  const truncated = { truncated: true };
  const cases: readonly [name: string, Initializer, variance: number, keyof typeof kurtosis][] = [
    ["heNormal", heNormal(), 2 / 300, "normal"],
    ["heNormal, truncated", heNormal(truncated), 2 / 300, "truncated"],
    ["heUniform", heUniform(), 2 / 300, "uniform"],
    ["glorotNormal", glorotNormal(), 2 / 700, "normal"],
    ["glorotNormal, truncated", glorotNormal(truncated), 2 / 700, "truncated"],
    ["glorotUniform", glorotUniform(), 2 / 700, "uniform"],
    ["lecunNormal", lecunNormal(), 1 / 300, "normal"],
    ["lecunUniform", lecunUniform(), 1 / 300, "uniform"],
    ["varianceScaling", varianceScaling(), 1 / 300, "normal"],
    ["varianceScaling, out", varianceScaling({ scale: 3, mode: "out", distribution: "uniform" }), 3 / 400, "uniform"],
    ["varianceScaling, relu", varianceScaling({ activation: activations.relu }), 2 / 300, "normal"],
    ["varianceScaling, tanh", varianceScaling({ activation: "tanh", mode: "average" }), 25 / 9 / 350, "normal"],
    ["randomNormal", initializers.randomNormal({ std: 0.3 }), 0.09, "normal"],
    ["randomUniform", initializers.randomUniform({ limit: 0.3 }), 0.03, "uniform"],
    ["truncatedNormal", initializers.truncatedNormal({ std: 0.3 }), 0.09 * 0.77374, "truncated"],
  ];

  it("the mean 0, the variance and the kurtosis that their formulas say (120 000 draws)", async () => {
    const draws = await data(cases.map(([, f], i) => f(key(i), shape, fans)));
    cases.forEach(([name, , variance, family], i) => {
      const seen = moments(draws[i]!);
      const n = 120_000;
      // Five standard errors each.
      expect(Math.abs(seen.mean), name).toBeLessThan(5 * Math.sqrt(variance / n));
      expect(Math.abs(seen.variance / variance - 1), name).toBeLessThan(5 * Math.sqrt(2 / n));
      expect(Math.abs(seen.kurtosis - kurtosis[family]), name).toBeLessThan(5 * Math.sqrt(24 / n));
    });
  });

  it("within their bounds: ±√(6/n) for He uniform, two standard deviations for the truncated normal", async () => {
    const [he, glorot, cut, wide] = await data([
      heUniform()(key(1), shape, fans),
      glorotUniform()(key(2), shape, fans),
      initializers.truncatedNormal({ std: 1 })(key(3), shape, fans),
      initializers.randomUniform({ low: 2, high: 3 })(key(4), shape, fans),
    ]);
    expect(moments(he).largest).toBeCloseTo(Math.sqrt(6 / 300), 4);
    expect(moments(he).largest).toBeLessThanOrEqual(Math.fround(Math.sqrt(6 / 300)));
    expect(moments(glorot).largest).toBeLessThanOrEqual(Math.fround(Math.sqrt(6 / 700)));
    expect(moments(cut).largest).toBeLessThanOrEqual(2);
    expect(moments(cut).largest).toBeGreaterThan(1.999);
    expect(Math.min(...wide)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...wide)).toBeLessThanOrEqual(3);
  });

  it("a truncated normal with its quantiles: a quarter of it below −0.6391σ (SciPy's truncnorm)", async () => {
    const cut = await initializers.truncatedNormal({ std: 1 })(key(5), shape, fans).data();
    const below = (x: number) => cut.filter((value) => value < x).length / cut.length;
    // Five standard errors of a share of 120 000 draws are 0.007 at most.
    expect(Math.abs(below(-0.6391119) - 0.25)).toBeLessThan(0.007);
    expect(Math.abs(below(0) - 0.5)).toBeLessThan(0.007);
    expect(Math.abs(below(-1.4722616) - 0.05)).toBeLessThan(0.003);
  });

  it("the same bits from the same key, others from another", async () => {
    const all = [
      heNormal(),
      glorotUniform(),
      initializers.orthogonal(),
      initializers.sparse(),
      initializers.truncatedNormal(),
    ];
    for (const f of all) {
      const draw = (seed: number) => f(key(seed), [60, 5], { in: 60, out: 5 });
      const [a, b, c] = await data([draw(7), draw(7), draw(8)]);
      expect(a).toEqual(b);
      expect(a).not.toEqual(c);
    }
  });
});

describe("orthogonal", () => {
  const identityError = async (w: Tensor) => {
    const [rows, columns] = w.shape as [number, number];
    const product = await (rows >= columns ? w.transpose().matmul(w) : w.matmul(w.transpose())).data();
    const n = Math.min(rows, columns);
    return Math.max(...product.map((value, i) => Math.abs(value - (i % (n + 1) === 0 ? 1 : 0))));
  };

  it("WᵀW = I to 1e-5: tall, wide, square, and with 200 units", async () => {
    const f = initializers.orthogonal();
    for (const [rows, columns] of [
      [64, 10],
      [10, 64],
      [32, 32],
      [200, 200],
    ] as const) {
      expect(await identityError(f(key(rows), [rows, columns], fans))).toBeLessThan(1e-5);
    }
  });

  it("takes a kernel [O, C, kh, kw] as a matrix [O, C·kh·kw], and multiplies by the gain", async () => {
    const kernel = initializers.orthogonal({ gain: 2 })(key(1), [8, 3, 3, 3], fans);
    expect(kernel.shape).toEqual([8, 3, 3, 3]);
    expect(await identityError(kernel.reshape([8, 27]).div(2))).toBeLessThan(1e-5);
  });

  it("favours no direction: the elements of an n × n matrix have mean 0 and variance 1/n", async () => {
    const n = 100;
    const seen = moments(await initializers.orthogonal()(key(3), [n, n], fans).data());
    expect(Math.abs(seen.mean)).toBeLessThan(5e-3);
    expect(seen.variance).toBeCloseTo(1 / n, 4);
    expect(Math.abs(seen.kurtosis - 3)).toBeLessThan(0.3);
  });

  it("is refused for vectors", () => {
    expect(() => initializers.orthogonal()(key(0), [5], fans)).toThrow(
      "orthogonal needs a matrix or a kernel: got the shape [5].",
    );
  });
});

describe("sparse", () => {
  it("has ⌈share·n⌉ zeros into each unit, elsewhere N(0, σ²)", async () => {
    const f = initializers.sparse({ share: 0.75, std: 2 });
    const [matrix, kernel] = await data([f(key(1), [50, 400], fans), f(key(2), [4, 3, 3, 3], fans)]);
    const zeros = (numbers: ArrayLike<number>) => Array.from(numbers).filter((value) => value === 0).length;
    for (let unit = 0; unit < 400; unit++) expect(zeros(matrix.filter((_, i) => i % 400 === unit))).toBe(38);
    for (let unit = 0; unit < 4; unit++) expect(zeros(kernel.slice(27 * unit, 27 * (unit + 1)))).toBe(21);
    const rest = moments(matrix.filter((value) => value !== 0));
    expect(Math.abs(rest.variance / 4 - 1)).toBeLessThan(5 * Math.sqrt(2 / 4800));
  });
});

describe("fixed initializers", () => {
  it("zeros, a constant, the identity; in a kernel a 1 in the middle", async () => {
    const [none, three, unit, kernel] = await data([
      initializers.zeroInitializer()(key(0), [2], fans),
      initializers.constantInitializer(3)(key(0), [2], fans),
      initializers.identityInitializer({ gain: 2 })(key(0), [2, 3], fans),
      initializers.identityInitializer()(key(0), [2, 2, 3], fans),
    ]);
    expect([...none]).toEqual([0, 0]);
    expect([...three]).toEqual([3, 3]);
    expect([...unit]).toEqual([2, 0, 0, 0, 2, 0]);
    expect([...kernel]).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
  });

  it("the identity of a convolution changes nothing", async () => {
    const image = tensor(
      Float32Array.from({ length: 50 }, (_, i) => i),
      { shape: [1, 2, 5, 5] },
    );
    const kernel = initializers.identityInitializer()(key(0), [2, 2, 3, 3], fans);
    const [after, before] = await data([image.conv2d(kernel, { padding: "same" }), image]);
    expect(after).toEqual(before);
  });
});

describe("gains", () => {
  it("are PyTorch's calculate_gain: √2 for ReLU, 5/3 for tanh, 3/4 for SELU, √(2/(1 + α²)) for leaky ReLU", () => {
    const { relu, tanh, selu, sigmoid, linear, leakyRelu, gelu } = activations;
    expect([relu, gelu].map(gainOf)).toEqual([Math.SQRT2, Math.SQRT2]);
    expect([tanh, selu, sigmoid, linear].map(gainOf)).toEqual([5 / 3, 0.75, 1, 1]);
    expect(gainOf(leakyRelu)).toBeCloseTo(1.4141428569978354, 12);
    expect(gainOf(leakyRelu.with({ alpha: 0.2 }))).toBeCloseTo(1.3867504905630728, 12);
  });

  it("keep the size of a signal through 20 layers of ReLU, where Glorot's loses it", async () => {
    const through = (f: Initializer) => {
      let x = initializers.randomNormal({ std: 1 })(key(99), [64, 128], fans);
      for (let layer = 0; layer < 20; layer++) x = x.matmul(f(key(layer), [128, 128], { in: 128, out: 128 })).relu();
      return x.square().mean();
    };
    const [[he], [glorot]] = await data([through(heNormal()), through(glorotUniform())]);
    expect(he).toBeGreaterThan(0.2);
    expect(he).toBeLessThan(5);
    expect(glorot).toBeLessThan(2 ** -17);
  });
});

describe("the initializer that is chosen", () => {
  const after = (...following: Parameters<typeof asLayer>[0][]) => initializerFor(following.map(asLayer)).about.name;

  it("He for the ReLU family, LeCun for SELU, Glorot for tanh, sigmoid, softmax and nothing", () => {
    const { relu, leakyRelu, gelu, swish, selu, tanh, sigmoid, softmax } = activations;
    for (const f of [relu, leakyRelu, leakyRelu.with({ alpha: 0.3 }), gelu, swish, prelu()])
      expect(after(f)).toBe("He normal");
    expect(after(selu)).toBe("LeCun normal");
    for (const f of [tanh, sigmoid, softmax, dense(3)]) expect(after(f)).toBe("Glorot (Xavier) uniform");
    expect(after()).toBe("Glorot (Xavier) uniform");
  });

  it("looks past what stands between weights and activation, and believes what an activation of your own says", () => {
    const batchNorm = { ...asLayer((x: Tensor) => x), kind: "batchNorm" };
    expect(after(batchNorm, activations.relu)).toBe("He normal");
    const own = Object.assign((x: Tensor) => x.relu().square(), { initializer: "he" });
    expect(after(own)).toBe("He normal");
  });
});

describe("every initializer", () => {
  it("carries its card, as a factory and as what it makes; bad options are refused", () => {
    const { constantInitializer, ...factories } = initializers;
    for (const [name, factory] of Object.entries(factories)) {
      expect(factory.about.formula.length, name).toBeGreaterThan(0);
      expect(factory().about, name).toBe(factory.about);
    }
    expect(constantInitializer(1).about).toBe(constantInitializer.about);
    expect(() => varianceScaling({ mode: "fan_in" as never })).toThrow(
      '`mode` of varianceScaling must be "in" or "out" or "average": got "fan_in".',
    );
    expect(() => varianceScaling({ scale: -1 })).toThrow("`scale` of varianceScaling must be greater than 0: got -1.");
    expect(() => initializers.sparse({ share: 2 })).toThrow("`share` of sparse must be between 0 and 1: got 2.");
    expect(() => initializers.randomUniform({ low: 1, high: 0 })).toThrow(
      "randomUniform needs low < high: got [1, 0].",
    );
    expect(() => constantInitializer(NaN)).toThrow("`value` of constantInitializer must be a finite number: got NaN.");
  });
});
