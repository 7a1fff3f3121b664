import { choice, createStudy, float, int, keyedRandom, quasiRandom, random } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { halton } from "../../src/samplers/quasi-random/halton.ts";
import { owenScramble } from "../../src/samplers/quasi-random/owen.ts";
import { sobol } from "../../src/samplers/quasi-random/sobol.ts";
import scipy from "./quasi-random/scipy.json" with { type: "json" };

const cube = (d: number) => Object.fromEntries(Array.from({ length: d }, (_, i) => [`x${i}`, float(0, 1)]));

const sample = async (sampler: ReturnType<typeof quasiRandom> | undefined, d: number, n: number, seed: number) => {
  const study = await createStudy({ storage: "memory", seed, sampler: sampler ?? random() });
  await study.optimize(cube(d), () => 0, { trials: n });
  return study.trials.map(({ params }) => Object.values(params) as number[]);
};

/** Warnock's formula for the L2 star discrepancy. */
const discrepancy = (points: readonly number[][]): number => {
  const n = points.length;
  const d = points[0]!.length;
  let single = 0;
  let pairs = 0;
  for (const x of points) {
    single += x.reduce((product, each) => product * (1 - each * each), 1);
    for (const y of points) pairs += x.reduce((product, each, k) => product * (1 - Math.max(each, y[k]!)), 1);
  }
  return Math.sqrt(3 ** -d - (2 ** (1 - d) / n) * single + pairs / n ** 2);
};

describe("Sobol and Halton", () => {
  it("are SciPy's, unscrambled, up to dimension 160", () => {
    scipy.points.forEach((point, i) => {
      scipy.dimensions.forEach((dimension, j) => {
        expect(sobol(point, dimension) / 2 ** 32).toBe(scipy.sobol[i]![j]!);
        expect(halton(point, dimension)).toBeCloseTo(scipy.halton[i]![j]!, 14);
      });
    });
  });

  it("Owen's scrambling is a permutation that keeps who shares a stratum", () => {
    const key = 12345;
    const scrambled = Array.from({ length: 256 }, (_, i) => owenScramble(i << 24, key));
    expect(new Set(scrambled.map((x) => x >>> 24)).size).toBe(256);
    for (let i = 0; i < 256; i += 16)
      expect(new Set(scrambled.slice(i, i + 16).map((x) => x >>> 28)).size, `block ${i}`).toBe(1);
  });
});

describe("quasiRandom", () => {
  it("puts 2^k points into all 2^k strata of every parameter, also beyond the table of 160", async () => {
    for (const n of [16, 128]) {
      const points = await sample(quasiRandom(), 170, n, 3);
      for (let k = 0; k < 170; k++)
        expect(new Set(points.map((point) => Math.floor(point[k]! * n))).size, `x${k} of ${n}`).toBe(n);
    }
  });

  it("halton puts b^k points into all strata of the parameter with base b", async () => {
    const points = await sample(quasiRandom({ kind: "halton" }), 3, 27, 3);
    expect(new Set(points.map(([, x]) => Math.floor(x! * 27))).size).toBe(27);
    const five = await sample(quasiRandom({ kind: "halton" }), 3, 25, 3);
    expect(new Set(five.map(([, , x]) => Math.floor(x! * 25))).size).toBe(25);
  });

  it("is more even than chance: half the L2 star discrepancy at 128 points in 4 dimensions", async () => {
    const mean = async (sampler: ReturnType<typeof quasiRandom> | undefined) => {
      let sum = 0;
      for (let seed = 0; seed < 8; seed++) sum += discrepancy(await sample(sampler, 4, 128, seed));
      return sum / 8;
    };
    const byChance = await mean(undefined);
    expect(await mean(quasiRandom())).toBeLessThan(byChance / 2);
    expect(await mean(quasiRandom({ kind: "halton" }))).toBeLessThan(byChance / 2);
  });

  it("integrates a smooth function of 6 parameters 5 times as exactly as chance, with 256 points", async () => {
    const error = async (sampler: ReturnType<typeof quasiRandom> | undefined) => {
      let squares = 0;
      for (let seed = 0; seed < 8; seed++) {
        const points = await sample(sampler, 6, 256, seed);
        const values = points.map((x) => x.reduce((product, each) => product * (1 + (each - 0.5)), 1));
        squares += (values.reduce((a, b) => a + b, 0) / values.length - 1) ** 2;
      }
      return Math.sqrt(squares / 8);
    };
    expect(await error(quasiRandom())).toBeLessThan((await error(undefined)) / 5);
  });

  it("gives trial i point i, whatever was drawn before and however many run at once", async () => {
    const one = await createStudy({ storage: "memory", seed: 5, sampler: quasiRandom() });
    await one.optimize(cube(3), () => 0, { trials: 20 });
    const four = await createStudy({ storage: "memory", seed: 5, sampler: quasiRandom() });
    await four.optimize(cube(3), () => 0, { trials: 20, concurrency: 4 });
    expect(four.trials.map(({ params }) => params)).toEqual(one.trials.map(({ params }) => params));
  });

  it("has another sequence for another seed, uniform at each index", () => {
    const random = keyedRandom(1, 0, "keys");
    const at = Array.from({ length: 4000 }, () => owenScramble(sobol(0, 2), Math.floor(random() * 2 ** 32)) / 2 ** 32);
    // 10 cells of 400 ± 19 (binomial): χ² with 9 degrees of freedom stays below 27.9 with probability 0.999.
    const cells = Array.from({ length: 10 }, (_, c) => at.filter((x) => Math.floor(x * 10) === c).length);
    expect(cells.reduce((sum, n) => sum + (n - 400) ** 2 / 400, 0)).toBeLessThan(27.9);
  });

  it("keeps each parameter's coordinate in conditional spaces", async () => {
    const space = { kind: choice({ a: { x: float(0, 1) }, b: { y: float(0, 1) } }), z: float(0, 1) };
    const study = await createStudy({ storage: "memory", seed: 2, sampler: quasiRandom() });
    await study.optimize(space, () => 0, { trials: 64 });
    expect(new Set(study.trials.map(({ params }) => Math.floor((params.z as number) * 64))).size).toBe(64);
  });

  it("asks no point of a finite space twice: 60 of 64, then all", async () => {
    for (const trials of [60, 100]) {
      const study = await createStudy({ storage: "memory", seed: 1, sampler: quasiRandom() });
      await study.optimize({ a: int(1, 8), b: int(1, 8) }, () => 0, { trials });
      const points = study.trials.map(({ params }) => JSON.stringify(params));
      expect(new Set(points).size).toBe(Math.min(trials, 64));
      expect(points).toHaveLength(Math.min(trials, 64));
    }
  });

  it("knows two kinds", () => {
    expect(() => quasiRandom({ kind: "grid" as "sobol" })).toThrow(/"sobol" or "halton": got "grid"/);
  });
});
