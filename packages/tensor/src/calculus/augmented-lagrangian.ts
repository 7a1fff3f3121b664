import { compile } from "../compile/compile.ts";
import type { Tensor } from "../core/tensor.ts";
import { data } from "../evaluation/data.ts";
import { tensor } from "../operations/creation.ts";
import { concat } from "../operations/shaping.ts";
import { grad, valueAndGrad } from "../transformations/differentiate.ts";
import type { Bounds } from "./bounds.ts";
import { descend } from "./descent.ts";
import { holds, type Kkt } from "./kkt.ts";
import type { ProgramFunctions } from "./nonlinear-program.ts";
import type { Evaluate } from "./objective.ts";
import { dot, largest, plus, type Vector } from "./vector.ts";

export interface Augmented {
  readonly x: Vector;
  readonly objective: number;
  readonly gradient: Vector;
  readonly constraints: Vector;
  readonly equal: number;
  readonly kkt: Kkt;
  readonly rounds: number;
  readonly evaluations: number;
  readonly outcome: "solved" | "iterations" | "trapped" | "stalled" | "unbounded";
}

const strongest = 1e10;

/**
 * The augmented Lagrangian (Hestenes 1969, Powell 1969, Rockafellar 1973; Nocedal & Wright 2006, 17.4): L-BFGS minimizes
 * f + Σ λg + ρ/2 g² + Σ (max(0, μ + ρh)² − μ²)/2ρ, then λ ← λ + ρg, μ ← max(0, μ + ρh), until nothing changes. It needs no
 * second derivatives and no matrix.
 */
export const searchAugmented = async (
  functions: ProgramFunctions,
  bounds: Bounds,
  start: Vector,
  { rounds, tolerance }: { readonly rounds: number; readonly tolerance: number },
): Promise<Augmented> => {
  const problem = problemOf(functions);
  let evaluations = 0;
  const look = (at: Vector) => {
    evaluations++;
    return problem.factsAt(at);
  };
  let facts = await look(start);
  const { equal } = facts;
  const atStart = Math.abs(facts.objective);
  let multipliers: Vector = new Float64Array(facts.constraints.length);
  let penalty = firstPenalty(facts);
  let x = start;
  let slope = facts.gradient;
  let violation = Infinity;
  let precision = 1e-2;
  let outcome: Augmented["outcome"] | undefined;
  let round = 0;
  const kktNow = (): Kkt => {
    const free = slope.map((each, i) =>
      (each > 0 && x[i]! <= bounds.low[i]!) || (each < 0 && x[i]! >= bounds.high[i]!) ? 0 : each,
    );
    return {
      multipliers,
      bounds: slope.map((each, i) => free[i]! - each),
      stationarity: largest(free),
      feasibility: largest(violationsOf(facts)),
      complementarity: largest(facts.constraints.map((each, i) => (i < equal ? 0 : each * multipliers[i]!))),
    };
  };
  for (; round < rounds && outcome === undefined; round++) {
    const lagrangian = problem.lagrangian(multipliers, equal, penalty);
    const evaluate: Evaluate = (at) => {
      evaluations++;
      return lagrangian(at);
    };
    const from = await evaluate(x);
    const descent = await descend(evaluate, from, { iterations: 2000, tolerance: precision, memory: 20 }, bounds);
    if (descent.outcome === "unbounded" || descent.outcome === "broken") {
      // Too weak a penalty lets f run off.
      penalty *= 10;
      if (penalty > strongest) outcome = "unbounded";
      continue;
    }
    ({ x, gradient: slope } = descent.at);
    facts = await look(x);
    const weight = penalty;
    // A slack inequality counts only as far as its multiplier is not yet 0.
    const open = largest(
      facts.constraints.map((each, i) => (i < equal ? each : Math.max(each, -multipliers[i]! / weight))),
    );
    multipliers = plus(multipliers, penalty, facts.constraints).map((each, i) =>
      i < equal ? each : Math.max(0, each),
    );
    const kkt = kktNow();
    if (holds(facts, atStart, kkt, tolerance)) outcome = "solved";
    else if (penalty >= 1e4 && isTrapped(facts, tolerance)) outcome = "trapped";
    else if (open > violation / 4 && open > tolerance / 2) penalty *= 10;
    if (penalty > strongest && outcome === undefined)
      outcome = kkt.feasibility > Math.sqrt(tolerance) ? "trapped" : "stalled";
    violation = open;
    precision = Math.max(tolerance / 2, precision / 10);
  }
  const { objective, gradient, constraints } = facts;
  const kkt = kktNow();
  return {
    x,
    objective,
    gradient,
    constraints,
    equal,
    kkt,
    rounds: round,
    evaluations,
    outcome: outcome ?? "iterations",
  };
};

interface Facts {
  readonly objective: number;
  readonly gradient: Vector;
  readonly constraints: Vector;
  readonly equal: number;
  /** The gradient of ½|g|² + ½|max(0, h)|²: the way to fewer violations. */
  readonly pull: Vector;
}

type Flat = Tensor<"float64">;

/** No tensor or one: all constraints of a kind, one after the other. */
type Stack = readonly Flat[];

const problemOf = ({ objective, equalities, inequalities }: ProgramFunctions) => {
  const stack = (list: readonly ((x: Flat) => Flat)[], x: Flat): Stack =>
    list.length === 0 ? [] : [concat(list.map((each) => each(x)))];
  const sum = (parts: readonly Flat[], x: Flat): Flat => parts.reduce((a, b) => a.add(b), x.sum().mul(0));
  const distance = (x: Flat): Flat => {
    const violated = [...stack(equalities, x), ...stack(inequalities, x).map((each) => each.relu())];
    return sum(
      violated.map((each) => each.square().sum().mul(0.5)),
      x,
    );
  };
  const lagrangian = (x: Flat, lambda: Stack, mu: Stack, penalty: Flat): Flat => {
    const equal = stack(equalities, x).map((each, i) =>
      each.mul(lambda[i]!).sum().add(each.square().sum().mul(penalty).mul(0.5)),
    );
    const unequal = stack(inequalities, x).map((each, i) => {
      const pressed = each.mul(penalty).add(mu[i]!).relu();
      return pressed.square().sub(mu[i]!.square()).sum().div(penalty.mul(2));
    });
    return sum([objective(x), ...equal, ...unequal], x);
  };
  const look = compile((x: Flat) => {
    const [value, gradient] = valueAndGrad(objective)(x);
    return { value, gradient, g: stack(equalities, x), h: stack(inequalities, x), pull: grad(distance)(x) };
  });
  const step = compile((x: Flat, lambda: Stack, mu: Stack, penalty: Flat): [Flat, Flat] =>
    valueAndGrad(lagrangian)(x, lambda, mu, penalty),
  );
  return {
    factsAt: async (x: Vector): Promise<Facts> => {
      const { value, gradient, g, h, pull } = await data(look(tensor(x)));
      const [equal, unequal] = [g[0] ?? [], h[0] ?? []];
      const constraints = Float64Array.of(...equal, ...unequal);
      return { objective: value[0]!, gradient, constraints, equal: equal.length, pull };
    },
    lagrangian: (multipliers: Vector, equal: number, penalty: number): Evaluate => {
      const asStack = (part: Vector): Stack => (part.length === 0 ? [] : [tensor(part)]);
      const weights = [
        asStack(multipliers.slice(0, equal)),
        asStack(multipliers.slice(equal)),
        tensor(Float64Array.of(penalty), { shape: [] }),
      ] as const;
      return async (x) => {
        const [value, gradient] = await data(step(tensor(x), ...weights));
        return { x, value: value[0]!, gradient };
      };
    },
  };
};

const violationsOf = ({ constraints, equal }: Facts): Vector =>
  constraints.map((each, i) => (i < equal ? Math.abs(each) : Math.max(0, each)));

/** Such that f and the violations weigh alike at the start (Birgin & Martínez 2014, 12.4). */
const firstPenalty = (facts: Facts): number => {
  const each = violationsOf(facts);
  return Math.min(1e3, Math.max(1, Math.abs(facts.objective) / Math.max(dot(each, each) / 2, 1e-3)));
};

/** The constraints are violated, and no direction makes that better. */
const isTrapped = (facts: Facts, tolerance: number): boolean => {
  const violated = largest(violationsOf(facts));
  return violated > Math.sqrt(tolerance) && largest(facts.pull) <= 1e-3 * violated;
};
