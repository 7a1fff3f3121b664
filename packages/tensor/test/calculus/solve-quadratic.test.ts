import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QuadraticProgram } from "../../src/calculus/quadratic-program.ts";
import { solveQuadratic } from "../../src/calculus/solve-quadratic.ts";

const vector = (...numbers: number[]): Float64Array => Float64Array.from(numbers);
const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, each, i) => sum + each * b[i]!, 0);

/** How far the conditions of Karush, Kuhn and Tucker are from holding. */
const miss = (program: QuadraticProgram): number => {
  const { hessian, gradient, rows, offsets, equal, low, high, penalties } = program;
  const { step, multipliers, bounds } = solveQuadratic(program);
  const n = step.length;
  const all: number[] = [];
  for (let i = 0; i < n; i++) {
    const slope = gradient[i]! + inner(hessian.subarray(i * n, (i + 1) * n), step);
    all.push(slope + rows.reduce((sum, row, k) => sum + multipliers[k]! * row[i]!, 0) + bounds[i]!);
    all.push(Math.max(0, low[i]! - step[i]!), Math.max(0, step[i]! - high[i]!));
    all.push(bounds[i]! > 0 ? bounds[i]! * (high[i]! - step[i]!) : bounds[i]! * (step[i]! - low[i]!));
  }
  rows.forEach((row, k) => {
    const value = inner(row, step) + offsets[k]!;
    const [least, most] = [k < equal ? -penalties[k]! : 0, penalties[k]!];
    const price = multipliers[k]!;
    all.push(Math.max(0, least - price), Math.max(0, price - most));
    // Above 0 it costs all that it may, below 0 nothing (an equality as much the other way), and between these it is 0.
    all.push(Math.max(0, value) * (most - price), Math.max(0, -value) * (price - least));
  });
  return Math.max(...all.map(Math.abs));
};

const anyNumber = fc.double({ min: -3, max: 3, noNaN: true }).map((x) => Math.round(x * 100) / 100);

const anyProgram = fc
  .record({
    n: fc.integer({ min: 1, max: 6 }),
    equal: fc.integer({ min: 0, max: 3 }),
    more: fc.integer({ min: 0, max: 6 }),
  })
  .chain(({ n, equal, more }) => {
    const anyVector = (length: number) =>
      fc.array(anyNumber, { minLength: length, maxLength: length }).map((each) => Float64Array.from(each));
    return fc.record({
      root: anyVector(n * n),
      gradient: anyVector(n),
      rows: fc.array(anyVector(n), { minLength: equal + more, maxLength: equal + more }),
      offsets: anyVector(equal + more),
      equal: fc.constant(equal),
      penalty: fc.constantFrom(0.1, 1, 100, 1e5),
      rank: fc.integer({ min: 0, max: n }),
    });
  })
  .map(({ root, gradient, penalty, rank, ...rest }): QuadraticProgram => {
    const n = gradient.length;
    // LᵀL of the first `rank` rows: convex, and often singular.
    const hessian = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        for (let k = 0; k < rank; k++) hessian[i * n + j]! += root[k * n + i]! * root[k * n + j]!;
    const penalties = new Float64Array(rest.rows.length).fill(penalty);
    return { ...rest, hessian, gradient, penalties, low: gradient.map(() => -5), high: gradient.map(() => 7) };
  });

describe("a quadratic program", () => {
  it("is solved to its optimality conditions: convex or flat, contradictory or redundant, cheap or dear", () => {
    fc.assert(
      fc.property(anyProgram, (program) => {
        // Where slack and price are both 0 each is known to the root of the rounding only.
        expect(miss(program)).toBeLessThan(1e-4 * Math.max(1, ...program.penalties));
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it("has the solution of its equations to the last digits where the active constraints are independent", () => {
    // min ½|d|² − d₁ − 2d₂ where d₁ + d₂ = 1, d₁ ≥ 0.5: d = (½, ½)
    const { step, multipliers, active } = solveQuadratic({
      hessian: vector(1, 0, 0, 1),
      gradient: vector(-1, -2),
      rows: [vector(1, 1), vector(-1, 0)],
      offsets: vector(-1, 0.5),
      equal: 1,
      low: vector(-10, -10),
      high: vector(10, 10),
      penalties: vector(100, 100),
    });
    expect([...step]).toEqual([0.5, 0.5]);
    expect([...multipliers]).toEqual([1.5, 1]);
    expect(active).toEqual([0, 1]);
  });

  it("pays for contradictions where they cost least: |d − 1| at 2, |d − 3| at 5", () => {
    const { step, multipliers } = solveQuadratic({
      hessian: vector(0),
      gradient: vector(0),
      rows: [vector(1), vector(1)],
      offsets: vector(-1, -3),
      equal: 2,
      low: vector(-10),
      high: vector(10),
      penalties: vector(2, 5),
    });
    expect(step[0]).toBeCloseTo(3, 8);
    expect([...multipliers].map((each) => Math.round(each * 1e6) / 1e6)).toEqual([2, -2]);
  });

  it("ends in a corner of the box where nothing else holds it", () => {
    const { step, bounds } = solveQuadratic({
      hessian: new Float64Array(4),
      gradient: vector(1, -2),
      rows: [],
      offsets: vector(),
      equal: 0,
      low: vector(-3, -4),
      high: vector(5, 6),
      penalties: vector(),
    });
    expect([...step]).toEqual([-3, 6]);
    expect([...bounds]).toEqual([-1, 2]);
  });
});
