import { multiStart, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { ackley, furthest, himmelblau, rastrigin, recorded, type Vector } from "./functions.ts";

describe("multiStart", () => {
  it("finds all four minima of Himmelblau's function", async () => {
    const { minima, best, missed } = await multiStart(himmelblau, { low: [-5, -5], high: [5, 5] });
    expect(minima).toHaveLength(4);
    expect(best.value).toBeLessThan(1e-15);
    for (const expected of recorded.himmelblau) {
      expect(Math.min(...minima.map(({ x }) => furthest(x, expected)))).toBeLessThan(1e-7);
    }
    const reached = minima.reduce((sum, { count }) => sum + count, 0);
    expect(reached + missed.outside + missed.notMinimum + missed.failed).toBe(64);
  });

  it("finds the lowest of Rastrigin's 25 and more", async () => {
    const { best, minima } = await multiStart(rastrigin, { low: [-2.5, -2.5], high: [2.5, 2.5] }, { starts: 150 });
    expect(furthest(best.x, [0, 0])).toBeLessThan(1e-7);
    expect(best.value).toBeCloseTo(0, 12);
    expect(minima.length).toBeGreaterThan(12);
    expect(minima.map(({ value }) => value)).toEqual(minima.map(({ value }) => value).sort((a, b) => a - b));
  });

  it.each([
    ["Rastrigin's", rastrigin, 5.12, 2],
    ["Rastrigin's", rastrigin, 5.12, 5],
    ["Rastrigin's", rastrigin, 5.12, 10],
    ["Ackley's", ackley, 32.768, 2],
    ["Ackley's", ackley, 32.768, 5],
    ["Ackley's", ackley, 32.768, 10],
  ] as const)("finds %s minimum among thousands, with 64 starts and hops", async (_, f, width, n) => {
    for (const seed of [0, 1]) {
      // Not symmetric around the minimum.
      const region = { low: new Array<number>(n).fill(-width), high: new Array<number>(n).fill(0.9 * width) };
      const { best, evaluations } = await multiStart(f, region, { seed });
      expect(best.value).toBeLessThan(1e-6);
      expect(evaluations).toBeLessThan(10_000);
    }
  });

  it("hops only where there seems to be more to find", async () => {
    const counted = (hops: number) => multiStart(himmelblau, { low: [-5, -5], high: [5, 5] }, { hops });
    const [without, withHops] = [await counted(0), await counted(64)];
    expect(withHops.evaluations).toBe(without.evaluations);
    const region = { low: [-5.12, -5.12], high: [4, 4] };
    const [few, many] = [await multiStart(rastrigin, region, { hops: 0 }), await multiStart(rastrigin, region)];
    expect(many.evaluations).toBeGreaterThan(few.evaluations);
    expect(many.best.value).toBeLessThanOrEqual(few.best.value);
    expect(many.minima.reduce((sum, { count }) => sum + count, 0)).toBe(
      few.minima.reduce((sum, { count }) => sum + count, 0),
    );
  });

  it("takes a kink for a minimum where all beside it is higher, and not where it is a ridge", async () => {
    const tip = await multiStart((x) => x.sub(1).abs().sum(), { low: [-3, -3], high: [4, 5] });
    expect(furthest(tip.best.x, [1, 1])).toBeLessThan(1e-8);
    expect(tip.minima).toHaveLength(1);
    const edge = multiStart((x) => x.slice(0).abs().add(x.slice(1)), { low: [-1, -1], high: [1, 2] });
    await expect(edge).rejects.toThrow("multiStart found no minimum in the region");
  });

  it("finds the three minima of sin x + x/10 between −10 and 10", async () => {
    const wave = (x: Vector) => x.sin().add(x.mul(0.1));
    const { best, minima } = await multiStart(wave, { low: -10, high: 10 });
    // cos x = −1/10 where the sine is negative
    const first = -Math.acos(-0.1);
    const expected = [first - 2 * Math.PI, first, first + 2 * Math.PI];
    expect(minima).toHaveLength(3);
    expect(
      furthest(
        minima.map(({ x }) => x),
        expected,
      ),
    ).toBeLessThan(1e-7);
    expect(best.x).toBeCloseTo(-7.954, 3);
  });

  it("finds one minimum where the function is convex, from every start", async () => {
    const { minima, missed } = await multiStart((x) => x.sub(1).square().sum().exp(), { low: [-1, -1], high: [2, 2] });
    expect(minima).toHaveLength(1);
    expect(minima[0]!.count).toBe(64);
    expect(missed).toEqual({ outside: 0, notMinimum: 0, failed: 0 });
  });

  it("does the same for the same seed, and keeps structures", async () => {
    const region = { low: { a: tensor([-5]), b: -5 }, high: { a: tensor([5]), b: 5 } };
    const f = ({ a, b }: { readonly a: Vector; readonly b: Vector }) => a.sum().square().add(b.sub(2).square());
    const [first, again] = [
      await multiStart(f, region, { seed: 4, starts: 8 }),
      await multiStart(f, region, { seed: 4, starts: 8 }),
    ];
    expect(first.best.x.b).toBe(again.best.x.b);
    expect(first.best.x.b).toBeCloseTo(2, 7);
    expect(await first.best.x.a.data()).toEqual(await again.best.x.a.data());
  });

  it("says so when there is no minimum inside", async () => {
    await expect(multiStart((x) => x.sum(), { low: [0, 0], high: [1, 1] })).rejects.toThrow(
      "multiStart found no minimum in the region: of 64 starts 0 left it, 0 ended on a saddle or maximum, 64 failed.",
    );
  });
});
