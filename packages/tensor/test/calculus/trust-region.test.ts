import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trustRegionStep } from "../../src/calculus/trust-region.ts";

const length = (a: ArrayLike<number>): number => Math.hypot(...Array.from(a));

const modelAt = (gradient: Float64Array, hessian: Float64Array, p: ArrayLike<number>): number => {
  const n = gradient.length;
  let value = 0;
  for (let i = 0; i < n; i++) {
    value += gradient[i]! * p[i]!;
    for (let j = 0; j < n; j++) value += (hessian[i * n + j]! * p[i]! * p[j]!) / 2;
  }
  return value;
};

const anyNumber = fc.integer({ min: -50, max: 50 }).map((x) => x / 10);

describe("trustRegionStep", () => {
  it("is Newton's step where that is inside", () => {
    const { step, isCut, predicted } = trustRegionStep(Float64Array.of(2, 4), Float64Array.of(2, 0, 0, 4), 10);
    expect([...step]).toEqual([-1, -1]);
    expect(isCut).toBe(false);
    expect(predicted).toBe(3);
  });

  it("is the one step that a region without an edge has", () => {
    expect([...trustRegionStep(Float64Array.of(-10), Float64Array.of(2), Infinity).step]).toEqual([5]);
  });

  it("leaves a saddle, where the slope is 0, to the edge along the negative curvature", () => {
    const { step, isCut } = trustRegionStep(Float64Array.of(0, 0), Float64Array.of(1, 0, 0, -3), 0.5);
    expect([...step].map(Math.abs)).toEqual([0, 0.5]);
    expect(isCut).toBe(true);
  });

  it("is as low as any point of the region, hard case or not, on 2000 models", () => {
    const any = fc.integer({ min: 1, max: 4 }).chain((n) =>
      fc.record({
        gradient: fc.array(fc.oneof(anyNumber, fc.constant(0)), { minLength: n, maxLength: n }),
        half: fc.array(fc.oneof(anyNumber, fc.constant(0)), { minLength: n * n, maxLength: n * n }),
        radius: fc.constantFrom(0.01, 0.5, 1, 10),
        others: fc.array(fc.array(anyNumber, { minLength: n, maxLength: n }), { minLength: 20, maxLength: 20 }),
      }),
    );
    fc.assert(
      fc.property(any, ({ gradient: g, half, radius, others }) => {
        const n = g.length;
        const gradient = Float64Array.from(g);
        const hessian = Float64Array.from(half, (each, at) => each + half[(at % n) * n + Math.floor(at / n)]!);
        const { step, predicted } = trustRegionStep(gradient, hessian, radius);
        expect(length(step)).toBeLessThanOrEqual(radius * (1 + 1e-10));
        const value = modelAt(gradient, hessian, step);
        expect(-predicted).toBeCloseTo(value, 6);
        for (const other of others) {
          const size = length(other);
          if (size === 0) continue;
          for (const share of [1, 0.7, 0.3]) {
            const p = other.map((each) => (each * radius * share) / size);
            expect(value).toBeLessThanOrEqual(modelAt(gradient, hessian, p) + 1e-7);
          }
        }
      }),
      { numRuns: 2000, seed: 3 },
    );
  });
});
