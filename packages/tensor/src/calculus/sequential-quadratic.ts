import { within } from "./bounds.ts";
import { convexified } from "./convexified.ts";
import { holds, type Kkt, kktOf, nearestMultipliers } from "./kkt.ts";
import { type Facts, isDefined, type NonlinearProgram, violations } from "./nonlinear-program.ts";
import type { QuadraticProgram, QuadraticSolution } from "./quadratic-program.ts";
import { solveQuadratic } from "./solve-quadratic.ts";
import { dot, largest, plus, type Vector } from "./vector.ts";

export interface Search {
  readonly facts: Facts;
  readonly kkt: Kkt;
  readonly steps: number;
  /**
   * `trapped`: constraints are violated, and no small step makes that better. `exhausted`: Newton's step is shorter than the
   * last digits of x tell, close to where the conditions hold. `stalled`: rounding hides every gain elsewhere.
   */
  readonly outcome: "solved" | "iterations" | "trapped" | "exhausted" | "stalled" | "unbounded";
}

interface Options {
  readonly iterations: number;
  readonly tolerance: number;
  /** ν at first. */
  readonly penalty: number;
}

const epsilon = 2 ** -50;
const bottomless = -1e20;
const strongest = 1e10;
const weakest = 1e-3;
/** The share of the possible fall of violations that is asked of a step. */
const enough = 0.3;

/**
 * Sequential quadratic programming with exact Hessians, in a trust region: each step minimizes the quadratic model of the
 * Lagrangian under linearized constraints, |dᵢ| ≤ Δ, and is taken where φ = f + ν Σ wᵢ |violationᵢ| falls as the model says
 * (Fletcher's Sl₁QP; Nocedal & Wright 2006, 18.5). ν rises until the violations fall as they could (Byrd, Nocedal & Waltz
 * 2008), and sinks with the multipliers. Where curvature alone spoils a step it is corrected by what the constraints turned
 * out to be there, against the effect of Maratos (Fletcher 1982).
 */
export const searchSequentially = async (
  program: NonlinearProgram,
  start: Facts,
  { iterations, tolerance, penalty: first }: Options,
): Promise<Search> => {
  const { equal } = start;
  const atStart = Math.abs(start.objective);
  // Constraints count in units in which their slopes at the start are about 1.
  const weights = Float64Array.from(start.rows, (row) => Math.min(1e2, Math.max(1e-4, 1 / largest(row))));
  let penalty = first;
  let facts = start;
  let radius = firstRadius(start.x, program);
  // Of a radius that has held steps back: the longer it does, the faster.
  let growth = 1;
  let active = facts.rows.flatMap((_, i) => (i < equal || facts.constraints[i]! > -tolerance ? [i] : []));
  let kkt = firstKkt(facts, active, program);
  let lastHessian: Float64Array | undefined;
  const merit = (at: Facts): number => at.objective + penalty * dot(weights, violations(at));
  for (let step = 0; ; step++) {
    const end = (outcome: Search["outcome"]): Search => ({ facts, kkt, steps: step, outcome });
    if (holds(facts, atStart, kkt, tolerance)) return end("solved");
    if (facts.objective < bottomless * Math.max(1, atStart) && kkt.feasibility <= 1e-6 * largest(facts.x))
      return end("unbounded");
    if (step === iterations) return end("iterations");

    const exact = await program.hessianAt(facts.x, kkt.multipliers);
    const hessian = exact.every(Number.isFinite) ? exact : (lastHessian ?? identity(facts.x.length));
    lastHessian = hessian;
    const violated = dot(weights, violations(facts));
    for (let isMoved = false; !isMoved; ) {
      const model = modelAt(facts, hessian, program, radius);
      const priced = () => ({ ...model, penalties: weights.map((each) => penalty * each) });
      let solution = solveConvexified(priced(), active, radius);
      let left = dot(weights, leftOver(model, solution.step));
      if (left > tolerance) {
        const possible = dot(weights, leftOver(model, nearestFeasible({ ...model, penalties: weights }).step));
        const isTrapped = violated - possible <= 1e-6 * Math.min(violated, radius);
        if (isTrapped && kkt.feasibility > tolerance) return end("trapped");
        while (violated - left < enough * (violated - possible) - tolerance && penalty < strongest) {
          penalty *= 10;
          solution = solveConvexified(priced(), active, radius);
          left = dot(weights, leftOver(model, solution.step));
        }
      }
      const needed =
        2 * solution.multipliers.reduce((most, each, i) => Math.max(most, Math.abs(each) / weights[i]!), 0);
      if (left <= tolerance && penalty > 5 * needed) penalty = Math.max(needed, penalty / 10, weakest);

      const predicted = -change(solution.hessian, facts.gradient, solution.step) + penalty * (violated - left);
      const before = merit(facts);
      const rounding = 3 * epsilon * Math.max(Math.abs(facts.objective), penalty * violated, 1e-300);
      const ratioAt = (at: Facts): number =>
        isDefined(at) ? (before - merit(at) + rounding) / (predicted + rounding) : -Infinity;
      const move = (d: Vector) => program.factsAt(snapped(within(plus(facts.x, 1, d), program), program));
      let trial = await move(solution.step);
      let ratio = ratioAt(trial);
      let taken: QuadraticSolution = solution;
      if (ratio < 0.25 && isDefined(trial) && largest(violations(trial)) > 0) {
        const offsets = trial.constraints.map((each, i) => each - dot(facts.rows[i]!, solution.step));
        const corrected = solveQuadratic({ ...priced(), hessian: solution.hessian, offsets });
        const second = await move(corrected.step);
        if (ratioAt(second) > ratio) {
          taken = corrected;
          trial = second;
          ratio = ratioAt(second);
        }
      }
      const size = largest(taken.step);
      if (size <= epsilon * largest(facts.x) || (ratio <= 1e-4 && predicted <= rounding)) {
        // The point stays, but this step's multipliers are its own.
        kkt = nextKkt(facts, solution.active, solution.multipliers, program);
        if (holds(facts, atStart, kkt, tolerance)) return end("solved");
        // What a change of x in its last digit does to the slope.
        const noise = epsilon * largest(hessian) * largest(facts.x);
        const nearly = { ...kkt, stationarity: Math.max(0, kkt.stationarity - noise) };
        const isClose = kkt.feasibility <= tolerance && holds(facts, atStart, nearly, 1e3 * tolerance);
        return end(isClose ? "exhausted" : "stalled");
      }
      if (ratio > 1e-4) {
        const isHeldBack = ratio > 0.75 && size > 0.9 * radius;
        growth = isHeldBack ? 2 * growth : 1;
        if (ratio < 0.25) radius = size / 2;
        else radius *= growth;
        facts = trial;
        active = [...taken.active];
        kkt = nextKkt(facts, active, solution.multipliers, program);
        isMoved = true;
      } else {
        growth = 1;
        // Where a parabola through both ends would have its minimum.
        radius = Math.min(radius, size) * Math.min(0.5, Math.max(0.1, 0.5 / (1 - ratio)));
      }
    }
  }
};

/** Onto a bound that only rounding keeps a variable from. */
const snapped = (x: Vector, { low, high }: NonlinearProgram): Vector =>
  x.map((each, i) => {
    const reach = 4 * epsilon * Math.abs(each);
    return each - low[i]! <= reach ? low[i]! : high[i]! - each <= reach ? high[i]! : each;
  });

/** As far as the variables may be apart, or are from 0. */
const firstRadius = (x: Vector, { low, high }: NonlinearProgram): number => {
  const widths = low.map((each, i) => high[i]! - each).filter(Number.isFinite);
  return Math.min(1e6, 10 * Math.max(1, largest(x), largest(widths) / 20));
};

const identity = (n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));

const modelAt = (
  { x, gradient, rows, constraints, equal }: Facts,
  hessian: Float64Array,
  { low, high }: NonlinearProgram,
  radius: number,
): Omit<QuadraticProgram, "penalties"> => ({
  hessian,
  gradient,
  rows,
  offsets: constraints,
  equal,
  low: x.map((each, i) => Math.max(low[i]! - each, -radius)),
  high: x.map((each, i) => Math.min(high[i]! - each, radius)),
});

/** The violations of the linearized constraints after a step. */
const leftOver = ({ rows, offsets, equal }: Omit<QuadraticProgram, "penalties">, step: Vector): Vector =>
  violations({ constraints: offsets.map((each, i) => each + dot(rows[i]!, step)), equal });

/** cᵀd + ½ dᵀHd */
const change = (hessian: Float64Array, gradient: Vector, step: Vector): number => {
  const n = step.length;
  return step.reduce(
    (sum, each, i) => sum + each * (gradient[i]! + dot(hessian.subarray(i * n, (i + 1) * n), step) / 2),
    0,
  );
};

/** The step that the linearized constraints ask for by themselves, as short as may be. */
const nearestFeasible = (model: QuadraticProgram): QuadraticSolution => {
  const n = model.gradient.length;
  const widest = Math.max(...model.high) || 1;
  const hessian = identity(n).map((each) => (1e-8 * each) / widest);
  return solveQuadratic({ ...model, hessian, gradient: new Float64Array(n) });
};

interface Convexified extends QuadraticSolution {
  readonly hessian: Float64Array;
}

/**
 * Which constraints are active decides how the Hessian is made convex, and the other way round: a few rounds settle it. The
 * edge of the trust region is no constraint: the next step may go on there.
 */
const solveConvexified = (model: QuadraticProgram, guess: readonly number[], radius: number): Convexified => {
  const n = model.gradient.length;
  let active = guess;
  let held: number[] = [];
  for (let round = 0; ; round++) {
    const units = held.map((i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
    const hessian = convexified(model.hessian, n, [...active.map((i) => model.rows[i]!), ...units]);
    const solution = solveQuadratic({ ...model, hessian });
    const nowHeld = Array.from(solution.bounds.keys()).filter(
      (i) => solution.bounds[i] !== 0 && Math.abs(solution.step[i]!) < radius,
    );
    const isSettled = isSame(active, solution.active) && isSame(held, nowHeld);
    if (isSettled || round === 3 || hessian === model.hessian) return { ...solution, hessian };
    active = solution.active;
    held = nowHeld;
  }
};

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((each, i) => each === b[i]);

/** Multipliers tell something at the start only where they explain most of the slope. */
const firstKkt = (facts: Facts, active: readonly number[], program: NonlinearProgram): Kkt => {
  const nearest = nearestMultipliers(facts, active, program).map((each, i) =>
    i < facts.equal ? each : Math.max(0, each),
  );
  const without = kktOf(facts, new Float64Array(nearest.length), program);
  const fitted = kktOf(facts, nearest, program);
  return fitted.stationarity < without.stationarity / 2 ? fitted : without;
};

/** With the multipliers of the step, or those that fit best where it ended: whichever comes nearer. */
const nextKkt = (facts: Facts, active: readonly number[], multipliers: Vector, program: NonlinearProgram): Kkt => {
  const { equal, constraints } = facts;
  const ofStep = kktOf(facts, multipliers, program);
  const among = Array.from(constraints.keys()).filter((i) => active.includes(i) || constraints[i]! > 0);
  const nearest = nearestMultipliers(facts, among, program);
  if (nearest.some((each, i) => i >= equal && each < 0)) return ofStep;
  const fitted = kktOf(facts, nearest, program);
  const miss = (kkt: Kkt) => {
    const slack = kkt.multipliers.map((each, i) => (i < equal ? 0 : each * Math.min(0, constraints[i]!)));
    return Math.max(kkt.stationarity, largest(slack));
  };
  return miss(fitted) < miss(ofStep) ? fitted : ofStep;
};
