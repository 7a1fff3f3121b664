import type { Bounds } from "./bounds.ts";
import { type Facts, slopeOfLagrangian, violations } from "./nonlinear-program.ts";
import { nearestCombination } from "./orthonormal.ts";
import { largest, scaled, type Vector } from "./vector.ts";

/** Multipliers of constraints and bounds, and how far the conditions of Karush, Kuhn and Tucker are from holding with them. */
export interface Kkt {
  readonly multipliers: Vector;
  /** Positive where the high bound holds a variable, negative where the low one does. */
  readonly bounds: Vector;
  readonly stationarity: number;
  readonly feasibility: number;
  readonly complementarity: number;
}

/** What a bound costs is what is left of the slope where a variable touches it. */
export const kktOf = (facts: Facts, multipliers: Vector, { low, high }: Bounds): Kkt => {
  const { equal } = facts;
  const slope = slopeOfLagrangian(facts, multipliers);
  const bounds = slope.map((each, i) =>
    (each > 0 && touches(facts.x[i]!, low[i]!)) || (each < 0 && touches(facts.x[i]!, high[i]!)) ? -each : 0,
  );
  return {
    multipliers,
    bounds,
    stationarity: largest(slope.map((each, i) => each + bounds[i]!)),
    feasibility: largest(violations(facts)),
    complementarity: largest(facts.constraints.map((each, i) => (i < equal ? 0 : each * multipliers[i]!))),
  };
};

const touches = (x: number, bound: number): boolean =>
  Number.isFinite(bound) && Math.abs(x - bound) <= 1e-12 * Math.max(1, Math.abs(bound));

/** The multipliers that come nearest to ∇f + Jᵀλ = 0, of the constraints in question; none for the others. */
export const nearestMultipliers = (facts: Facts, among: readonly number[], { low, high }: Bounds): Vector => {
  const isHeld = (i: number) => touches(facts.x[i]!, low[i]!) || touches(facts.x[i]!, high[i]!);
  const freed = (vector: Vector): Vector => vector.map((each, i) => (isHeld(i) ? 0 : each));
  const weights = nearestCombination(
    among.map((i) => freed(facts.rows[i]!)),
    scaled(freed(facts.gradient), -1),
  );
  const multipliers = new Float64Array(facts.constraints.length);
  among.forEach((i, at) => {
    multipliers[i] = weights[at]!;
  });
  return multipliers;
};

/**
 * What residuals are compared with, but for the feasibility: f, of which the smaller of the values at the start and now counts, or it would only
 * have to fall far enough; of the stationarity the multipliers as well once they are large, since the terms of ∇L then are
 * (Wächter & Biegler 2006, equation 5).
 */
export const holds = (
  { objective }: Pick<Facts, "objective">,
  atStart: number,
  { multipliers, bounds, stationarity, feasibility, complementarity }: Kkt,
  tolerance: number,
): boolean => {
  const count = Math.max(1, multipliers.length + bounds.length);
  const mean = [...multipliers, ...bounds].reduce((sum, each) => sum + Math.abs(each), 0) / count;
  const scale = Math.max(1, Math.min(atStart, Math.abs(objective)));
  return (
    stationarity <= tolerance * Math.max(scale, mean / 100) &&
    feasibility <= tolerance &&
    complementarity <= tolerance * scale
  );
};
