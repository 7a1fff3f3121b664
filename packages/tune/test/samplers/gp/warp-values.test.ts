import { expect, test } from "vitest";
import { stretches, warpValues } from "../../../src/samplers/gp/warp-values.ts";

const values = [1, 1.2, 3, 7, 20, 1000];

test.each(stretches)(
  "δ = %d: mean 0, spread 1, the order kept, and Σ ln dz/dy as finite differences give it",
  (stretch) => {
    const { y, of, logJacobian } = warpValues(values, stretch);
    expect(y.reduce((a, b) => a + b) / 6).toBeCloseTo(0, 12);
    expect(Math.hypot(...y) / Math.sqrt(6)).toBeCloseTo(1, 12);
    expect([...y]).toEqual([...y].sort((a, b) => a - b));
    // Upwards alone at the lowest: below it the bend goes on straight, with the same slope.
    const slopes = values.map((value) => (of(value + 1e-8 * value) - of(value)) / (1e-8 * value));
    expect(slopes.reduce((sum, slope) => sum + Math.log(slope), 0)).toBeCloseTo(logJacobian, 2);
    expect(of(0)).toBeLessThan(of(1));
  },
);
