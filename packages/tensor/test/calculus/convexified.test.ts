import { symmetricEigen } from "@kaviar/base/numerics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convexified } from "../../src/calculus/convexified.ts";

const bent = (h: Float64Array, d: Float64Array): number =>
  d.reduce((sum, each, i) => sum + each * d.reduce((s, other, j) => s + h[i * d.length + j]! * other, 0), 0);

describe("convexified", () => {
  it("leaves a positive definite matrix as it is", () => {
    const matrix = Float64Array.of(2, 1, 1, 2);
    expect(convexified(matrix, 2, [])).toBe(matrix);
  });

  it("keeps the curvature along the constraints where it is positive there: x² − y² with y held", () => {
    const convex = convexified(Float64Array.of(2, 0.5, 0.5, -2), 2, [Float64Array.of(0, 1)]);
    expect(bent(convex, Float64Array.of(1, 0))).toBe(2);
    expect(Math.min(...symmetricEigen(convex, 2).values)).toBeGreaterThan(0);
  });

  it("turns negative curvature along the constraints into positive", () => {
    const convex = convexified(Float64Array.of(-3, 0, 0, 1), 2, [Float64Array.of(0, 1)]);
    expect(bent(convex, Float64Array.of(1, 0))).toBeCloseTo(3, 12);
  });

  it("is positive definite for every symmetric matrix and every active constraints", () => {
    const anyNumber = fc.integer({ min: -9, max: 9 });
    const any = fc.integer({ min: 1, max: 5 }).chain((n) =>
      fc.record({
        n: fc.constant(n),
        half: fc.array(anyNumber, { minLength: n * n, maxLength: n * n }),
        active: fc.array(fc.array(anyNumber, { minLength: n, maxLength: n }), { maxLength: n }),
      }),
    );
    fc.assert(
      fc.property(any, ({ n, half, active }) => {
        const matrix = Float64Array.from(half, (each, at) => each + half[(at % n) * n + Math.floor(at / n)]!);
        const { values } = symmetricEigen(
          convexified(
            matrix,
            n,
            active.map((each) => Float64Array.from(each)),
          ),
          n,
        );
        expect(Math.min(...values)).toBeGreaterThanOrEqual(
          matrix.some((each) => each !== 0) ? -1e-10 * Math.max(...values) : 0,
        );
      }),
      { numRuns: 300, seed: 2 },
    );
  });
});
