import type { Correction } from "@kaviar/base/numerics";
import { describe, expect, it } from "vitest";
import { boundedStep } from "../../src/calculus/bounded-step.ts";

const vector = (...numbers: number[]): Float64Array => Float64Array.from(numbers);
const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, each, i) => sum + each * b[i]!, 0);
const free = { low: vector(-Infinity, -Infinity), high: vector(Infinity, Infinity) };

/** What a step tells of ½ xᵀ diag(h) x. */
const told = (h: Float64Array, step: Float64Array): Correction => {
  const change = step.map((each, i) => each * h[i]!);
  const product = inner(step, change);
  return { step, change, overCurvature: (x) => x / product };
};

describe("boundedStep", () => {
  it("is the steepest descent, bent at the bounds, while nothing is known", () => {
    expect([...boundedStep(vector(1, 1), vector(3, -2), [], free)!]).toEqual([-3, 2]);
    expect([...boundedStep(vector(1, 1), vector(3, -2), [], { low: vector(0, 0), high: vector(9, 9) })!]).toEqual([
      -1, 2,
    ]);
  });

  it("is Newton's step once the curvature is known along each axis", () => {
    const h = vector(2, 10);
    const corrections = [told(h, vector(1, 0)), told(h, vector(0, 1))];
    const [a, b] = boundedStep(vector(4, 3), vector(8, 30), corrections, free)!;
    expect(a).toBeCloseTo(-4, 10);
    expect(b).toBeCloseTo(-3, 10);
  });

  it("is the minimum of the model in the box: what is held stays held, the rest goes all the way", () => {
    const h = vector(2, 10);
    const corrections = [told(h, vector(1, 0)), told(h, vector(0, 1))];
    const [a, b] = boundedStep(vector(4, 3), vector(8, 30), corrections, { low: vector(1, -9), high: vector(9, 9) })!;
    expect(a).toBeCloseTo(-3, 10);
    expect(b).toBeCloseTo(-3, 10);
  });

  it("stays where every variable is pressed against its bound", () => {
    const held = boundedStep(vector(0, 5), vector(1, -1), [], { low: vector(0, 0), high: vector(5, 5) })!;
    expect([...held]).toEqual([0, 0]);
  });
});
