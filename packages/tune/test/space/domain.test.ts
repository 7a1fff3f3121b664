import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Domain, fromUnit, holds, indexOf, keyedRandom, sizeOf, toUnit, valueAt } from "../../src/index.ts";
import { standsFor } from "../../src/space/domain.ts";
import { floatDomain } from "../../src/space/float.ts";
import { intDomain } from "../../src/space/int.ts";

const anyDomain: fc.Arbitrary<Domain> = fc.oneof(
  fc
    .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }))
    .map(([low, width]) => floatDomain(low, low + width)),
  fc
    .tuple(fc.double({ min: 1e-12, max: 1e3, noNaN: true }), fc.double({ min: 1, max: 1e6, noNaN: true }))
    .map(([low, factor]) => floatDomain(low, low * factor, { scale: "log" })),
  fc
    .tuple(fc.double({ min: 0, max: 0.9, noNaN: true }), fc.double({ min: 1e-9, max: 0.1, noNaN: true }))
    .map(([low, gap]) => floatDomain(low, 1 - gap, { scale: "oneMinusLog" })),
  fc
    .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 7 }))
    .map(([low, width, step]) => intDomain(low, low + width, { step })),
  fc
    .tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 100_000 }))
    .map(([low, width]) => intDomain(low, low + width, { log: true })),
  fc
    .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 40 }))
    .map(([low, steps]) => floatDomain(low / 10, low / 10 + steps / 10, { step: 0.1 })),
  fc
    .tuple(fc.constantFrom(1e9, 1.7e12, 1e15), fc.integer({ min: 1, max: 40 }), fc.constantFrom(0.5, 1, 2.5))
    .map(([low, steps, step]) => floatDomain(-low, -low + steps * step, { step })),
  fc
    .uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { minLength: 1, maxLength: 9 })
    .map((choices): Domain => ({ kind: "categorical", choices, ordered: false })),
);

describe("a domain", () => {
  it("holds whatever lies at a share of it", () => {
    fc.assert(
      fc.property(anyDomain, fc.double({ min: 0, max: 1, noNaN: true }), (domain, u) =>
        holds(domain, fromUnit(domain, u)),
      ),
    );
  });

  it("leads back from a value to its share: exactly for discrete ones, to 1e-9 for the others", () => {
    fc.assert(
      fc.property(anyDomain, fc.double({ min: 0, max: 1, noNaN: true }), (domain, u) => {
        const value = fromUnit(domain, u);
        const again = fromUnit(domain, toUnit(domain, value));
        return Number.isFinite(sizeOf(domain))
          ? again === value
          : Math.abs((again as number) - (value as number)) <= 1e-9 * Math.max(1, Math.abs(value as number));
      }),
    );
  });

  it("counts its values, and reaches each by its index", () => {
    const ints = intDomain(3, 20, { step: 4 });
    expect(Array.from({ length: sizeOf(ints) }, (_, i) => valueAt(ints, i))).toEqual([3, 7, 11, 15, 19]);
    const steps = floatDomain(0, 0.5, { step: 0.1 });
    expect(Array.from({ length: sizeOf(steps) }, (_, i) => valueAt(steps, i))).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(indexOf(steps, 0.3)).toBe(3);
    expect(sizeOf(floatDomain(2, 2))).toBe(1);
    expect(sizeOf(floatDomain(1, 2))).toBe(Infinity);
  });

  it("has values without dust: 0 where a range goes through it, and the last one below a bound that no step meets", () => {
    const valuesOf = (low: number, high: number, step: number) => {
      const domain = floatDomain(low, high, { step });
      return Array.from({ length: sizeOf(domain) }, (_, i) => valueAt(domain, i));
    };
    expect(valuesOf(-0.3, 0.3, 0.1)).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
    expect(valuesOf(0, 10, 3)).toEqual([0, 3, 6, 9]);
    expect(valuesOf(0, 3.45, 0.1).at(-1)).toBe(3.4);
    expect(valuesOf(0, 10, Math.PI).at(-1)).toBeCloseTo(3 * Math.PI, 12);
  });

  it("has steps on a log scale too: each value, with a share by its place there", () => {
    const rate = floatDomain(0.5, 2, { log: true, step: 0.5 });
    const units = intDomain(1, 7, { log: true, step: 2 });
    for (const domain of [rate, units]) {
      const values = Array.from({ length: sizeOf(domain) }, (_, i) => valueAt(domain, i));
      const places = values.map((value) => toUnit(domain, value));
      expect(values.map((_, i) => fromUnit(domain, places[i]!))).toEqual(values);
      const gaps = places.slice(1).map((place, i) => place - places[i]!);
      expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
    }
  });

  it("knows for which of its values a number stands that carries the dust of a sum", () => {
    const tenths = floatDomain(-0.3, 0.5, { step: 0.1 });
    expect([0.1 + 0.2, 5.551115123125783e-17, -0.19999999999999998].map((x) => standsFor(tenths, x))).toEqual([
      0.3, 0, -0.2,
    ]);
    expect([7, 0.25].map((x) => standsFor(tenths, x))).toEqual([7, 0.25]);
    expect(standsFor(floatDomain(0, 1), 0.1 + 0.2)).toBe(0.1 + 0.2);
  });

  it("tells its values apart also far from 0", () => {
    for (const [low, step, count] of [
      [1.7e12, 0.01, 101],
      [1e15, 1, 11],
      [1, 1e-10, 11],
    ] as const) {
      const domain = floatDomain(low, low + step * (count - 1), { step });
      const values = Array.from({ length: sizeOf(domain) }, (_, i) => valueAt(domain, i));
      expect(new Set(values).size).toBe(count);
      expect(values.every((value) => holds(domain, value))).toBe(true);
    }
  });

  // 10^r with r even over [−4, 0]: a quarter of the draws in each decade.
  it("gives each decade of a log scale the same share", () => {
    const rate = floatDomain(1e-4, 1, { scale: "log" });
    const powers = [0, 0.25, 0.5, 0.75, 1].map((u) => Math.log10(fromUnit(rate, u) as number));
    expect(powers).toEqual([-4, -3, -2, -1, 0].map((power) => expect.closeTo(power, 10)));
    expect([fromUnit(rate, 0), fromUnit(rate, 1)]).toEqual([1e-4, 1]);
  });

  // 1 − 10^(−r − 1) with r even over [0, 1): the middle of [0.9, 0.99] is 1 − 10^−1.5.
  it("gives 0.9 … 0.99 and 0.99 … 0.999 the same share of a one-minus-log scale", () => {
    const momentum = floatDomain(0.9, 0.999, { scale: "oneMinusLog" });
    expect(fromUnit(momentum, 0.5)).toBeCloseTo(0.99, 12);
    expect(fromUnit(floatDomain(0.9, 0.99, { scale: "oneMinusLog" }), 0.5)).toBeCloseTo(1 - 10 ** -1.5, 12);
  });

  it("gives every whole number of a linear scale the same share", () => {
    const domain = intDomain(1, 4);
    const counts = new Map<unknown, number>();
    const random = keyedRandom(1, 0, "x");
    for (let i = 0; i < 40_000; i++) {
      const value = fromUnit(domain, random());
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    // 10 000 each; four standard deviations of a binomial are 346.
    for (const value of [1, 2, 3, 4]) expect(Math.abs(counts.get(value)! - 10_000)).toBeLessThan(346);
  });

  it("refuses bounds that make no sense, with law, evidence and remedy", () => {
    expect(() => floatDomain(5, 2)).toThrow("`low` must be ≤ `high`: got low = 5, high = 2.\nSwap them.");
    expect(() => floatDomain(0, 1, { scale: "log" })).toThrow("On a log scale `low` must be above 0: got low = 0.");
    expect(() => floatDomain(0.5, 1, { scale: "oneMinusLog" })).toThrow("`high` must be below 1: got high = 1.");
    expect(() => floatDomain(Number.NaN, 1)).toThrow("Bounds must be finite numbers: got low = NaN, high = 1.");
    expect(() => floatDomain(-1e308, 1e308)).toThrow("`high` − `low` must be finite");
    expect(() => floatDomain(0, 1, { step: 0 })).toThrow("`step` of float must be greater than 0: got 0.");
    expect(() => intDomain(0.5, 2)).toThrow("Bounds of an integer must be integers: got low = 0.5.");
    expect(() => intDomain(0, 8, { log: true })).toThrow("On a log scale `low` must be above 0");
  });
});

describe("keyed random numbers", () => {
  it("depend on seed, number and name, and on nothing else", () => {
    const three = (seed: number, number: number, name: string) => {
      const random = keyedRandom(seed, number, name);
      return [random(), random(), random()];
    };
    expect(three(7, 12, "rate")).toEqual(three(7, 12, "rate"));
    const firsts = new Set<number>();
    for (let seed = 0; seed < 20; seed++)
      for (let number = 0; number < 20; number++)
        for (const name of ["a", "b", "aa"]) firsts.add(three(seed, number, name)[0]!);
    expect(firsts.size).toBe(1200);
  });

  it("are even over neighbouring keys: the first numbers of 10 000 trials have the mean and variance of U(0, 1)", () => {
    const firsts = Array.from({ length: 10_000 }, (_, i) => keyedRandom(1, i, "x")());
    const mean = firsts.reduce((a, b) => a + b) / firsts.length;
    const variance = firsts.reduce((total, x) => total + (x - mean) ** 2, 0) / firsts.length;
    // Standard error of the mean 0.0029.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.0116);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.003);
    const lagged = firsts.slice(1).reduce((total, x, i) => total + (x - mean) * (firsts[i]! - mean), 0);
    expect(Math.abs(lagged / firsts.length / variance)).toBeLessThan(0.04);
  });
});
