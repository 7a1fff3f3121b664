import { searchAugmented } from "./augmented-lagrangian.ts";
import type { Bounds } from "./bounds.ts";
import { descend, openSlope } from "./descent.ts";
import { type Kkt, kktOf } from "./kkt.ts";
import {
  distance,
  type Facts,
  isDefined,
  type NonlinearProgram,
  nonlinearProgram,
  type ProgramFunctions,
  pressing,
  pull,
  violations,
} from "./nonlinear-program.ts";
import { checkFinite } from "./objective.ts";
import { belowSaddle, lessViolated } from "./second-order.ts";
import { type Search, searchSequentially } from "./sequential-quadratic.ts";
import { largest, type Vector } from "./vector.ts";

/** Where a search ended, and why. */
export interface NonlinearSearch extends Omit<Facts, "rows"> {
  readonly kkt: Kkt;
  readonly steps: number;
  readonly evaluations: number;
  readonly hessians: number;
  readonly outcome: "solved" | "exhausted" | "iterations" | "infeasible" | "rounding" | "unbounded";
}

interface Options {
  readonly iterations: number;
  readonly tolerance: number;
}

/** Above this much work for a step (it grows with n² (n + m)) a method without matrices is taken. */
const affordable = 1e8;
const attempts = 3;

export const searchNonlinear = async (
  functions: ProgramFunctions,
  bounds: Bounds,
  start: Vector,
  options: Options,
): Promise<NonlinearSearch> => {
  const n = start.length;
  if (n ** 3 > affordable) return withoutMatrices(functions, bounds, start, options);
  const program = nonlinearProgram(functions, bounds);
  let facts = await program.factsAt(start);
  checkDefined(facts);
  const { tolerance, iterations } = options;
  let steps = 0;
  let saddle: Search | undefined;
  let penalty = Math.max(10, 2 * largest(facts.gradient));
  for (let attempt = 0; ; attempt++) {
    const search = await searchSequentially(program, facts, { iterations: iterations - steps, tolerance, penalty });
    steps += search.steps;
    const end = (outcome: NonlinearSearch["outcome"], at = search.facts, kkt = search.kkt): NonlinearSearch => ({
      ...at,
      kkt,
      steps,
      evaluations: program.evaluations(),
      hessians: program.hessians(),
      outcome,
    });
    const { outcome } = search;
    if (outcome === "solved" || outcome === "exhausted") {
      if (saddle && !(search.facts.objective < saddle.facts.objective)) return end(outcome, saddle.facts, saddle.kkt);
      const lower =
        attempt < attempts && steps < iterations ? await belowSaddle(program, search.facts, search.kkt) : undefined;
      if (!lower) return end(outcome);
      facts = lower;
      saddle = search;
      continue;
    }
    if (outcome === "unbounded" || outcome === "iterations") return end(outcome);
    if (search.kkt.feasibility > tolerance && attempt < attempts) {
      const nearest = await nearestToFeasible(program, search.facts);
      const violated = largest(violations(nearest));
      if (violated <= tolerance) {
        facts = nearest;
        penalty *= 100;
        continue;
      }
      if (largest(openSlope({ x: nearest.x, value: 0, gradient: pull(nearest) }, bounds)) <= 1e-5 * violated)
        return end("infeasible", nearest, kktOf(nearest, pressing(nearest), bounds));
    }
    const rest = await withoutMatrices(functions, bounds, search.facts.x, options);
    const isOutside = search.kkt.feasibility > Math.sqrt(tolerance);
    const isBetter = rest.outcome === "solved" || (isOutside && rest.kkt.feasibility < search.kkt.feasibility);
    return {
      ...(isBetter ? rest : end("rounding")),
      steps: steps + rest.steps,
      evaluations: program.evaluations() + rest.evaluations,
      hessians: program.hessians(),
    };
  }
};

const checkDefined = (facts: Facts): void => {
  if (isDefined(facts)) return;
  const { x, objective: value, gradient, constraints, rows, equal } = facts;
  const remedy = "Start where f and the constraints are defined.";
  checkFinite("constrained", { x, value, gradient }, remedy);
  const i = rows.findIndex((row, k) => !Number.isFinite(constraints[k]) || !row.every(Number.isFinite));
  const name = i < equal ? `equality ${i}` : `inequality ${i - equal}`;
  checkFinite("constrained", { x, value: constraints[i]!, gradient: rows[i]! }, remedy, name);
};

const withoutMatrices = async (
  functions: ProgramFunctions,
  bounds: Bounds,
  start: Vector,
  { iterations, tolerance }: Options,
): Promise<NonlinearSearch> => {
  const { outcome, rounds, ...end } = await searchAugmented(functions, bounds, start, {
    rounds: iterations,
    tolerance,
  });
  const said = { trapped: "infeasible", stalled: "rounding" } as const;
  return {
    ...end,
    steps: rounds,
    hessians: 0,
    outcome: outcome === "trapped" || outcome === "stalled" ? said[outcome] : outcome,
  };
};

/** The point nearby where ½ Σ violations² is least, by L-BFGS. */
const nearestToFeasible = async (program: NonlinearProgram, from: Facts): Promise<Facts> => {
  const evaluate = async (x: Vector) => {
    last = await program.factsAt(x);
    return { x, value: distance(last), gradient: pull(last) };
  };
  let last = from;
  for (let attempt = 0; ; attempt++) {
    const start = { x: last.x, value: distance(last), gradient: pull(last) };
    const { at } = await descend(evaluate, start, { iterations: 500, tolerance: 1e-10, memory: 20 }, program);
    if (at.x !== last.x) last = await program.factsAt(at.x);
    const less = distance(last) > 0 && attempt < attempts ? await lessViolated(program, last) : undefined;
    if (!less) return last;
    last = less;
  }
};
