import type { Card } from "@kaviar/base/card";
import { anything, positive, whole } from "@kaviar/base/check";
import { compile } from "../compile/compile.ts";
import type { Tensor } from "../core/tensor.ts";
import { optionsOf } from "../errors/options.ts";
import { data } from "../evaluation/data.ts";
import { tensor } from "../operations/creation.ts";
import { concat } from "../operations/shaping.ts";
import { grad, valueAndGrad } from "../transformations/differentiate.ts";
import { descend } from "./descent.ts";
import type { SearchResult } from "./lbfgs.ts";
import { checkFinite, type Evaluate, flattened } from "./objective.ts";
import { type Scalar64, type Space, showNumber, spaceOf } from "./point.ts";
import { dot, largest, plus, type Vector } from "./vector.ts";

type OneOrMore<T> = T | readonly T[];

interface ConstrainedOptions<S> {
  /** g(x) = 0, each element of each. */
  readonly equalities?: OneOrMore<Scalar64<S>>;
  /** h(x) ≤ 0, each element of each. */
  readonly inequalities?: OneOrMore<Scalar64<S>>;
  /** What is asked of each of the KKT residuals; of stationarity and complementarity by max(1, |f|). */
  readonly tolerance?: number;
  /** How often multipliers and penalty are changed. */
  readonly iterations?: number;
}

const constraints = anything<OneOrMore<Scalar64<never>>>().default([]);

const readOptions = optionsOf<ConstrainedOptions<never>>()("constrained", {
  equalities: constraints,
  inequalities: constraints,
  tolerance: positive.default(1e-8),
  iterations: whole().default(60),
});

/** One number for each element of each constraint, in order. */
interface ByConstraint {
  readonly equalities: readonly number[];
  readonly inequalities: readonly number[];
}

export interface ConstrainedResult<S> extends SearchResult<S> {
  /** λ and μ of L = f + λᵀg + μᵀh; μ ≥ 0, and 0 where the inequality is slack. */
  readonly multipliers: ByConstraint;
  /** g(x) and h(x). */
  readonly constraints: ByConstraint;
  /** How far the conditions of Karush, Kuhn and Tucker are from holding. */
  readonly residuals: {
    /** max |∇f + Jgᵀλ + Jhᵀμ| */
    readonly stationarity: number;
    /** max of |g| and of h where it is positive */
    readonly feasibility: number;
    /** max |μ h| */
    readonly complementarity: number;
  };
  readonly feasible: boolean;
}

/**
 * Minimizes f(x) where g(x) = 0 and h(x) ≤ 0, by the augmented Lagrangian (Hestenes 1969, Powell 1969, Rockafellar 1973;
 * Nocedal & Wright 2006, 17.4): L-BFGS minimizes
 * f + Σ λg + ρ/2 g² + Σ (max(0, μ + ρh)² − μ²)/2ρ, then λ ← λ + ρg, μ ← max(0, μ + ρh), until nothing changes.
 *
 * ```ts
 * const area = (x: Tensor<"float64">) => x.prod().neg();
 * const { x, multipliers } = await constrained(area, [1, 2], { equalities: (x) => x.sum().sub(10) });
 * // x [5, 5]; multipliers.equalities [5]: a longer rope is worth 5 of area for each unit of length
 * ```
 * A multiplier says how fast the minimum falls when its constraint gives way. The answer is a local one, for smooth
 * functions; where no point satisfies the constraints, `feasible` is false and `reason` says how far off the best is.
 */
export const constrained = async <const S>(
  f: Scalar64<S>,
  x0: S,
  given: ConstrainedOptions<S>,
): Promise<ConstrainedResult<S>> => {
  const { tolerance, iterations, ...functions } = readOptions(given as ConstrainedOptions<never>);
  const [equalities, inequalities] = [functions.equalities, functions.inequalities].map(
    (each) => [each].flat() as Scalar64<S>[],
  ) as [Scalar64<S>[], Scalar64<S>[]];
  const space = await spaceOf("constrained", x0);
  const problem = problemOf(f, equalities, inequalities, space);
  let facts = await problem.factsAt(space.start);
  const atStart = Math.abs(facts.objective);
  const scale = ({ objective }: Facts) => Math.max(1, Math.min(atStart, Math.abs(objective)));
  let multipliers: Multipliers = { lambda: facts.g.map(() => 0), mu: facts.h.map(() => 0) };
  let penalty = firstPenalty(facts);
  let evaluations = 0;
  let x = space.start;
  let gradient = facts.gradient;
  let violation = Infinity;
  let precision = 1e-2;
  let outcome: Outcome = "iterations";
  let step = 0;
  for (; step < iterations && outcome === "iterations"; step++) {
    const lagrangian = problem.lagrangian(multipliers, penalty);
    const evaluate: Evaluate = (at) => {
      evaluations++;
      return lagrangian(at);
    };
    const start = await evaluate(x);
    checkFinite("constrained", start, "Start where f and the constraints are defined.");
    const descent = await descend(evaluate, start, { iterations: 2000, tolerance: precision, memory: 20 });
    if (descent.outcome === "unbounded" || descent.outcome === "broken") {
      // Too weak a penalty lets f run off.
      penalty *= 10;
      if (penalty > strongest) outcome = "unbounded";
      continue;
    }
    ({ x, gradient } = descent.at);
    facts = await problem.factsAt(x);
    // A slack inequality counts only as far as its multiplier is not yet 0.
    const pressing = facts.h.map((each, i) => Math.max(each, -multipliers.mu[i]! / penalty));
    const open = Math.max(largest(facts.g), largest(pressing));
    multipliers = {
      lambda: plus(multipliers.lambda, penalty, facts.g),
      mu: plus(multipliers.mu, penalty, facts.h).map((each) => Math.max(0, each)),
    };
    const residuals = residualsOf(facts, multipliers, gradient);
    if (isSolved(residuals, scale(facts), tolerance)) outcome = "solved";
    else if (penalty >= 1e4 && isTrapped(facts, tolerance)) outcome = "infeasible";
    else if (open > violation / 4 && open > tolerance / 2) penalty *= 10;
    if (penalty > strongest) outcome = residuals.feasibility > Math.sqrt(tolerance) ? "infeasible" : "rounding";
    violation = open;
    precision = Math.max(tolerance / 2, precision / 10);
  }
  const residuals = residualsOf(facts, multipliers, gradient);
  return {
    x: space.point(x),
    value: facts.objective,
    gradient: space.point(facts.gradient),
    iterations: step,
    evaluations,
    converged: outcome === "solved",
    reason: explain(outcome, step, residuals, facts),
    multipliers: { equalities: [...multipliers.lambda], inequalities: [...multipliers.mu] },
    constraints: { equalities: [...facts.g], inequalities: [...facts.h] },
    residuals,
    feasible: residuals.feasibility <= Math.sqrt(tolerance),
  };
};

constrained.about = {
  name: "Augmented Lagrangian",
  formula: "min f + Σ λg + ρ/2 g² + Σ (max(0, μ + ρh)² − μ²)/2ρ, then λ ← λ + ρg, μ ← max(0, μ + ρh)",
  use: "a minimum where g(x) = 0 and h(x) ≤ 0, and what each constraint costs: its multiplier",
  pitfall: "the answer is a local one; where no point satisfies the constraints, `feasible` is false",
  reference: "Hestenes 1969; Powell 1969; Rockafellar 1973; Nocedal & Wright 2006, 17.4",
  seeAlso: ["lbfgs", "multiStart"],
} satisfies Card;

type Outcome = "solved" | "iterations" | "infeasible" | "rounding" | "unbounded";

const strongest = 1e10;

interface Multipliers {
  readonly lambda: Vector;
  readonly mu: Vector;
}

/** What is to be known of a point, but for the multipliers. */
interface Facts {
  readonly objective: number;
  readonly gradient: Vector;
  readonly g: Vector;
  readonly h: Vector;
  /** The gradient of ½|g|² + ½|max(0, h)|²: the way to fewer violations. */
  readonly pull: Vector;
}

type Flat = Tensor<"float64">;

/** No tensor or one: all constraints of a kind, one after the other. */
type Stack = readonly Flat[];

const problemOf = <S>(
  f: Scalar64<S>,
  equalities: readonly Scalar64<S>[],
  inequalities: readonly Scalar64<S>[],
  space: Space<S>,
) => {
  const objective = flattened(f, space);
  const stack = (list: readonly Scalar64<S>[], x: Flat): Stack =>
    list.length === 0 ? [] : [concat(list.map((each) => flattened(each, space)(x).reshape([-1])))];
  const g = (x: Flat) => stack(equalities, x);
  const h = (x: Flat) => stack(inequalities, x);
  const sum = (parts: readonly Flat[], x: Flat): Flat => parts.reduce((a, b) => a.add(b), x.sum().mul(0));

  const distance = (x: Flat): Flat =>
    sum(
      [...g(x), ...h(x).map((each) => each.relu())].map((each) => each.square().sum().mul(0.5)),
      x,
    );
  const lagrangian = (x: Flat, lambda: Stack, mu: Stack, penalty: Flat): Flat => {
    const equal = g(x).map((each, i) => each.mul(lambda[i]!).sum().add(each.square().sum().mul(penalty).mul(0.5)));
    const unequal = h(x).map((each, i) => {
      const pressed = each.mul(penalty).add(mu[i]!).relu();
      return pressed.square().sub(mu[i]!.square()).sum().div(penalty.mul(2));
    });
    return sum([objective(x), ...equal, ...unequal], x);
  };
  const look = compile((x: Flat) => {
    const [value, gradient] = valueAndGrad(objective)(x);
    return { value, gradient, g: g(x), h: h(x), pull: grad(distance)(x) };
  });
  const descend = compile((x: Flat, lambda: Stack, mu: Stack, penalty: Flat): [Flat, Flat] =>
    valueAndGrad(lagrangian)(x, lambda, mu, penalty),
  );
  const asStack = (vector: Vector): Stack => (vector.length === 0 ? [] : [tensor(vector)]);
  return {
    factsAt: async (x: Vector): Promise<Facts> => {
      const { value, gradient, g, h, pull } = await data(look(tensor(x)));
      const [equal, unequal] = [g[0] ?? new Float64Array(), h[0] ?? new Float64Array()];
      return { objective: value[0]!, gradient, g: equal, h: unequal, pull };
    },
    lagrangian: ({ lambda, mu }: Multipliers, penalty: number): Evaluate => {
      const weights = [asStack(lambda), asStack(mu), tensor(Float64Array.of(penalty), { shape: [] })] as const;
      return async (x) => {
        const [value, gradient] = await data(descend(tensor(x), ...weights));
        return { x, value: value[0]!, gradient };
      };
    },
  };
};

/** Such that f and the violations weigh alike at the start (Birgin & Martínez 2014, 12.4). */
const firstPenalty = ({ objective, g, h }: Facts): number => {
  const violated = (dot(g, g) + h.reduce((sum, each) => sum + Math.max(0, each) ** 2, 0)) / 2;
  return Math.min(1e3, Math.max(1, Math.abs(objective) / Math.max(violated, 1e-3)));
};

/** By the update of the multipliers the gradient of the augmented Lagrangian is the one of L = f + λᵀg + μᵀh. */
const residualsOf = ({ g, h }: Facts, { mu }: Multipliers, gradient: Vector) => ({
  stationarity: largest(gradient),
  feasibility: Math.max(largest(g), ...h),
  complementarity: largest(mu.map((each, i) => each * h[i]!)),
});

type Residuals = ReturnType<typeof residualsOf>;

const isSolved = (residuals: Residuals, scale: number, tolerance: number): boolean =>
  residuals.stationarity <= tolerance * scale &&
  residuals.feasibility <= tolerance &&
  residuals.complementarity <= tolerance * scale;

/** The constraints are violated, and no direction makes that better. */
const isTrapped = ({ g, h, pull }: Facts, tolerance: number): boolean => {
  const violated = Math.max(largest(g), ...h);
  return violated > Math.sqrt(tolerance) && largest(pull) <= 1e-3 * violated;
};

const explain = (outcome: Outcome, steps: number, residuals: Residuals, facts: Facts): string => {
  const { stationarity, feasibility, complementarity } = residuals;
  const left = `stationarity ${showNumber(stationarity)}, feasibility ${showNumber(feasibility)}, complementarity ${showNumber(complementarity)}`;
  switch (outcome) {
    case "solved":
      return `After ${steps} ${steps === 1 ? "round" : "rounds"} the KKT conditions hold: ${left}.`;
    case "infeasible":
      return `No point near here satisfies the constraints: ${worst(facts)} is still violated by ${showNumber(feasibility)}, and no direction makes it better.`;
    case "unbounded":
      return "However heavy the penalty, f falls without end: the constraints do not bound it from below.";
    case "rounding":
      return `The penalty has reached its limit: ${left}. Scale f and the constraints alike, or ask for less.`;
    default:
      return `The limit of ${steps} rounds was reached: ${left}.`;
  }
};

const worst = ({ g, h }: Facts): string => {
  const violations = [
    ...Array.from(g, (each, i) => ({ name: `equality ${i}`, size: Math.abs(each) })),
    ...Array.from(h, (each, i) => ({ name: `inequality ${i}`, size: each })),
  ];
  return violations.reduce((a, b) => (b.size > a.size ? b : a)).name;
};
