import {
  bernoulli,
  categorical,
  compile,
  data,
  fold,
  type Key,
  key,
  normal,
  permutation,
  split,
  type Tensor,
  tensor,
  uniform,
  vmap,
} from "@kaviar/tensor";
import { applyOne } from "@kaviar/tensor/core/primitive";
import { randomBitsPrimitive } from "@kaviar/tensor/primitives/random";
import { describe, expect, it } from "vitest";

const seeds = [0, 1, 2 ** 40];
const count = 2 ** 16;

/** 32 bits for each element. */
const bits = (from: Key, shape: readonly number[]): Tensor<"uint32"> =>
  applyOne(randomBitsPrimitive, [from], { shape, stream: 0, bits: 32 }) as Tensor<"uint32">;

const mean = (xs: ArrayLike<number>) => Array.from(xs).reduce((sum, x) => sum + x, 0) / xs.length;
const moment = (xs: ArrayLike<number>, power: number, center = mean(xs)) =>
  mean(Array.from(xs, (x) => (x - center) ** power));

const correlation = (xs: ArrayLike<number>, ys: ArrayLike<number>): number => {
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = mean(Array.from(xs, (x, i) => (x - mx) * (ys[i]! - my)));
  return covariance / Math.sqrt(moment(xs, 2) * moment(ys, 2));
};

/** Kolmogorov and Smirnov: the largest distance to the distribution function, times √n; above 1.95 in 1 of 1 000 samples. */
const distance = (xs: ArrayLike<number>, distribution: (x: number) => number): number => {
  const sorted = Float64Array.from(xs).sort();
  const n = sorted.length;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    const share = distribution(sorted[i]!);
    largest = Math.max(largest, share - i / n, (i + 1) / n - share);
  }
  return largest * Math.sqrt(n);
};

/** Pearson's: how far counts are from what is expected, in standard deviations of the statistic. */
const surprise = (counts: readonly number[], expected: readonly number[]): number => {
  const statistic = counts.reduce((sum, c, i) => sum + (c - expected[i]!) ** 2 / expected[i]!, 0);
  const freedom = counts.length - 1;
  return (statistic - freedom) / Math.sqrt(2 * freedom);
};

const tally = (values: ArrayLike<number>, bins: number): number[] => {
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) counts[values[i]!]!++;
  return counts;
};

/** Four standard errors of a correlation of `count` pairs. */
const uncorrelated = 4 / Math.sqrt(count);

/** The normal distribution function: Abramowitz and Stegun 26.2.17, right to 7.5e-8. */
const phi = (x: number): number => {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153].reduce((s, c) => (s + c) * t, 0);
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return x > 0 ? 1 - tail : tail;
};

describe("a key", () => {
  it("gives the same bits each time, compiled or not", async () => {
    const draw = () => uniform(key(7), [100]);
    const first = await draw().data();
    expect(await draw().data()).toEqual(first);
    expect(await compile(() => uniform(key(7), [100]))().data()).toEqual(first);
    const ofInput = compile((k: Key) => uniform(k, [100]));
    expect(await ofInput(key(7)).data()).toEqual(first);
    expect(await uniform(key(tensor(7, { dtype: "int32" })), [100]).data()).toEqual(first);
  });

  it("gives the same first numbers however many are drawn, and in whatever shape", async () => {
    const many = await uniform(key(3), [1000]).data();
    expect(await uniform(key(3), [10]).data()).toEqual(many.slice(0, 10));
    expect(await uniform(key(3), [4, 5]).data()).toEqual(many.slice(0, 20));
  });

  it("in a batch of keys gives what it gives alone", async () => {
    const keys = [key(1), key(2), key(3)];
    const words = tensor(
      (await data(keys)).map((pair) => [...pair]),
      { dtype: "uint32" },
    );
    const rows = await vmap((k: Key) => uniform(k, [5]))(words).array();
    expect(rows).toEqual(await Promise.all(keys.map((k) => uniform(k, [5]).array())));
  });

  it("of another seed gives other numbers, also beyond 32 bits", async () => {
    const firsts = await data([0, 1, 2 ** 32, 2 ** 32 + 1, 2 ** 45].map((seed) => uniform(key(seed), [4])));
    expect(new Set(firsts.map(String)).size).toBe(5);
  });
});

describe.each(seeds)("with the seed %d", (seed) => {
  it("uniform numbers are uniform: mean ½, variance 1/12, Kolmogorov's distance small, neighbours uncorrelated", async () => {
    const xs = await uniform(key(seed), [count]).data();
    expect(Math.abs(mean(xs) - 0.5)).toBeLessThan(4 / Math.sqrt(12 * count));
    expect(Math.abs(moment(xs, 2) - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / count));
    expect(distance(xs, (x) => x)).toBeLessThan(1.95);
    for (const lag of [1, 2, 3, 16, 1024])
      expect(Math.abs(correlation(xs.slice(lag), xs.slice(0, -lag)))).toBeLessThan(uncorrelated);
    expect(xs.every((x) => x >= 0 && x < 1)).toBe(true);
  });

  it("every bit of 32 is set half of the time, whatever its neighbours are", async () => {
    const words = Array.from(await bits(key(seed), [count]).data(), Number);
    for (let bit = 0; bit < 32; bit++) {
      const set = Array.from(words, (word) => (word >>> bit) & 1);
      expect(Math.abs(mean(set) - 0.5)).toBeLessThan(4.5 / (2 * Math.sqrt(count)));
      const next = Array.from(words, (word) => (word >>> ((bit + 1) % 32)) & 1);
      expect(Math.abs(correlation(set, next))).toBeLessThan(4.5 / Math.sqrt(count));
    }
  });

  it("triples of numbers fill the cube evenly", async () => {
    const xs = await uniform(key(seed), [count, 3]).data();
    const cells = Array.from({ length: count }, (_, i) =>
      [0, 1, 2].reduce((cell, axis) => cell * 8 + Math.floor(xs[3 * i + axis]! * 8), 0),
    );
    expect(Math.abs(surprise(tally(cells, 512), new Array<number>(512).fill(count / 512)))).toBeLessThan(4);
  });

  it("normal numbers are normal: moments 0, 1, 0, 3, Kolmogorov's distance small, neighbours uncorrelated", async () => {
    const xs = await normal(key(seed), [count]).data();
    const within = (value: number, expected: number, variance: number) =>
      expect(Math.abs(value - expected)).toBeLessThan(4 * Math.sqrt(variance / count));
    within(mean(xs), 0, 1);
    within(moment(xs, 2, 0), 1, 2);
    within(moment(xs, 3, 0), 0, 15);
    within(moment(xs, 4, 0), 3, 96);
    expect(distance(xs, phi)).toBeLessThan(1.95);
    for (const lag of [1, count / 2])
      expect(Math.abs(correlation(xs.slice(lag), xs.slice(0, -lag)))).toBeLessThan(4 / Math.sqrt(count - lag));
  });

  it("bernoulli is true as often as it should", async () => {
    for (const p of [0.1, 0.5, 0.9]) {
      const hits = await bernoulli(key(seed), [count], p).data();
      expect(Math.abs(mean(hits) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / count));
    }
  });

  it("classes come with the probabilities of their logits", async () => {
    const shares = [0.1, 0.2, 0.3, 0.4];
    const drawn = await categorical(key(seed), tensor(shares.map(Math.log)), [count]).data();
    expect(
      Math.abs(
        surprise(
          tally(drawn, 4),
          shares.map((p) => p * count),
        ),
      ),
    ).toBeLessThan(4);
  });

  it("keys split or folded from one are strangers to it and to each other", async () => {
    const parent = key(seed);
    const keys = [parent, ...split(parent, 3), fold(parent, 0), fold(parent, 1), ...split(fold(parent, 0), 1)];
    const draws = await data(keys.map((k) => uniform(k, [count])));
    for (let i = 0; i < draws.length; i++) {
      for (let j = 0; j < i; j++)
        expect(Math.abs(correlation(draws[i]!, draws[j]!))).toBeLessThan(4.5 / Math.sqrt(count));
    }
  });

  it("a permutation has each number once, and each place is equally likely", async () => {
    const order = await permutation(key(seed), 1000).data();
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    const keys = bits(key(seed), [2000, 2]);
    const places = await vmap((k: Key) => permutation(k, 4))(keys).data();
    const codes = Array.from({ length: 2000 }, (_, i) => places.slice(4 * i, 4 * i + 4).reduce((c, p) => c * 4 + p, 0));
    const kinds = new Map<number, number>();
    for (const code of codes) kinds.set(code, (kinds.get(code) ?? 0) + 1);
    expect(kinds.size).toBe(24);
    expect(Math.abs(surprise([...kinds.values()], new Array<number>(24).fill(2000 / 24)))).toBeLessThan(4);
  });
});

describe("the hash behind the keys", () => {
  it("turns over half of its bits when one bit of the key or the counter changes", async () => {
    const words = await key(99).data();
    const flipped = Array.from({ length: 64 }, (_, bit) => {
      const pair = Uint32Array.from(words);
      pair[bit >> 5]! ^= 1 << (bit & 31);
      return pair;
    });
    const [base, ...others] = await data([words, ...flipped].map((pair) => bits(tensor(pair), [4096])));
    const ones = (x: number): number => x.toString(2).replaceAll("0", "").length;
    for (const other of others) {
      const turned = mean(Array.from(other, (word, i) => ones((word ^ base![i]!) >>> 0)));
      // 4 096 words of 32 bits: the mean has a standard deviation of 0.044
      expect(Math.abs(turned - 16)).toBeLessThan(0.25);
    }
    for (let bit = 0; bit < 12; bit++) {
      const turned = mean(Array.from(base!, (word, i) => ones((word ^ base![i ^ (1 << bit)]!) >>> 0)));
      expect(Math.abs(turned - 16)).toBeLessThan(0.25);
    }
  });
});

describe("draws in float64", () => {
  it("have 53 bits: the last of them is set half of the time", async () => {
    const xs = await uniform(key(5), [4096], { dtype: "float64" }).data();
    const last = Array.from(xs, (x) => (x * 2 ** 53) % 2);
    expect(Math.abs(mean(last) - 0.5)).toBeLessThan(4 / (2 * Math.sqrt(4096)));
    expect(distance(xs, (x) => x)).toBeLessThan(1.95);
  });

  it("take an interval, a mean and a spread", async () => {
    const xs = await uniform(key(6), [4096], { low: -3, high: 5, dtype: "float64" }).data();
    expect(distance(xs, (x) => (x + 3) / 8)).toBeLessThan(1.95);
    const ys = await normal(key(6), [4096], { mean: 2, std: 3, dtype: "float64" }).data();
    expect(distance(ys, (y) => phi((y - 2) / 3))).toBeLessThan(1.95);
  });
});

describe("permutation of a tensor", () => {
  it("moves whole rows, in the order of the same key's numbers", async () => {
    const x = tensor([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    const order = [...(await permutation(key(4), 3).data())];
    expect(await permutation(key(4), x).array()).toEqual(order.map((i) => [i, i]));
  });
});
