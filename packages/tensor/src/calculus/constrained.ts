import type { Card } from "@kaviar/base/card";
import { anything, positive, whole } from "@kaviar/base/check";
import { optionsOf } from "../errors/options.ts";
import { type Bound, boundsOf, within } from "./bounds.ts";
import type { SearchResult } from "./lbfgs.ts";
import { functionsOf } from "./nonlinear-program.ts";
import { type NonlinearSearch, searchNonlinear } from "./nonlinear-search.ts";
import { type Point, type Scalar64, showNumber, spaceOf } from "./point.ts";
import type { Vector } from "./vector.ts";

type OneOrMore<T> = T | readonly T[];

interface ConstrainedOptions<S> {
  /** g(x) = 0, each element of each. */
  readonly equalities?: OneOrMore<Scalar64<S>>;
  /** h(x) ≤ 0, each element of each. */
  readonly inequalities?: OneOrMore<Scalar64<S>>;
  /** The least that variables may be, in the form of the start, or one number for all. f is never asked below. */
  readonly low?: Bound<S>;
  /** The most that variables may be, likewise. */
  readonly high?: Bound<S>;
  /** What is asked of each of the KKT residuals; of stationarity and complementarity by max(1, |f|, mean multiplier/100). */
  readonly tolerance?: number;
  /** Steps, at most. */
  readonly iterations?: number;
}

const constraints = anything<OneOrMore<Scalar64<never>>>().default([]);

const readOptions = optionsOf<ConstrainedOptions<never>>()("constrained", {
  equalities: constraints,
  inequalities: constraints,
  low: anything<Bound<never>>().optional(),
  high: anything<Bound<never>>().optional(),
  tolerance: positive.default(1e-8),
  iterations: whole().default(200),
});

/** One number for each element of each constraint, in order. */
interface ByConstraint {
  readonly equalities: readonly number[];
  readonly inequalities: readonly number[];
}

export interface ConstrainedResult<S> extends SearchResult<S> {
  /** λ and μ of L = f + λᵀg + μᵀh; μ ≥ 0, and 0 where the inequality is slack. */
  readonly multipliers: ByConstraint & {
    /** Of each variable: positive where `high` holds it, negative where `low` does, and 0 in between. */
    readonly bounds: Point<S>;
  };
  /** g(x) and h(x). */
  readonly constraints: ByConstraint;
  /** How far the conditions of Karush, Kuhn and Tucker are from holding. */
  readonly residuals: {
    /** max |∇f + Jgᵀλ + Jhᵀμ|, but for what bounds hold */
    readonly stationarity: number;
    /** max of |g| and of h where it is positive */
    readonly feasibility: number;
    /** max |μ h| */
    readonly complementarity: number;
  };
  readonly feasible: boolean;
  /** How often second derivatives were computed. */
  readonly hessians: number;
}

/**
 * Minimizes f(x) where g(x) = 0, h(x) ≤ 0 and low ≤ x ≤ high, by sequential quadratic programming with exact Hessians:
 * each step minimizes a quadratic model of the Lagrangian under linearized constraints, in a trust region.
 *
 * ```ts
 * const area = (x: Tensor<"float64">) => x.prod().neg();
 * const { x, multipliers } = await constrained(area, [1, 2], { equalities: (x) => x.sum().sub(10) });
 * // x [5, 5]; multipliers.equalities [5]: a longer rope is worth 5 of area for each unit of length
 * ```
 * A multiplier says how fast the minimum falls when its constraint gives way. The answer is a local one, for smooth
 * functions; where no point satisfies the constraints, `feasible` is false, x is where the sum of their squared violations
 * has a minimum, and the multipliers are weights with which the gradients of the violated constraints cancel. More variables
 * than a Hessian is affordable for, and whatever this method leaves unsolved, the augmented Lagrangian takes on.
 */
export const constrained = async <const S>(
  f: Scalar64<S>,
  x0: S,
  given: ConstrainedOptions<S>,
): Promise<ConstrainedResult<S>> => {
  const { tolerance, iterations, low, high, ...functions } = readOptions(given as ConstrainedOptions<never>);
  const [equalities, inequalities] = [functions.equalities, functions.inequalities].map(
    (each) => [each].flat() as Scalar64<S>[],
  ) as [Scalar64<S>[], Scalar64<S>[]];
  const space = await spaceOf("constrained", x0);
  const bounds = await boundsOf("constrained", space, { low, high });
  const problem = functionsOf(f, equalities, inequalities, space);
  const end = await searchNonlinear(problem, bounds, within(space.start, bounds), { tolerance, iterations });
  const { kkt, equal, x } = end;
  const { stationarity, feasibility, complementarity } = kkt;
  return {
    x: space.point(x),
    value: end.objective,
    gradient: space.point(end.gradient),
    iterations: end.steps,
    evaluations: end.evaluations,
    hessians: end.hessians,
    converged: end.outcome === "solved" || end.outcome === "exhausted",
    reason: explain(end),
    multipliers: { ...split(kkt.multipliers, equal), bounds: space.point(kkt.bounds) },
    constraints: split(end.constraints, equal),
    residuals: { stationarity, feasibility, complementarity },
    feasible: feasibility <= Math.sqrt(tolerance),
  };
};

constrained.about = {
  name: "Sequential quadratic programming",
  formula:
    "d: min ∇fᵀd + ½ dᵀ∇²L d where g + Jg d = 0, h + Jh d ≤ 0, |d| ≤ Δ; then x ← x + d where f + ν Σ |violations| falls",
  use: "a minimum where g(x) = 0 and h(x) ≤ 0, and what each constraint costs: its multiplier",
  pitfall: "the answer is a local one; where no point satisfies the constraints, `feasible` is false",
  reference:
    "Wilson 1963; Fletcher 1982; Nocedal & Wright 2006, 18.5; augmented Lagrangian: Hestenes 1969, Powell 1969",
  seeAlso: ["lbfgs", "multiStart"],
} satisfies Card;

const split = (all: Vector, equal: number): ByConstraint => ({
  equalities: [...all.slice(0, equal)],
  inequalities: [...all.slice(equal)],
});

const explain = ({ outcome, steps, kkt, constraints, equal }: NonlinearSearch): string => {
  const { stationarity, feasibility, complementarity } = kkt;
  const left = `stationarity ${showNumber(stationarity)}, feasibility ${showNumber(feasibility)}, complementarity ${showNumber(complementarity)}`;
  switch (outcome) {
    case "solved":
      return `After ${steps} ${steps === 1 ? "step" : "steps"} the KKT conditions hold: ${left}.`;
    case "exhausted":
      return `After ${steps} steps rounding leaves no better point, and the KKT conditions hold as far as it lets them: ${left}.`;
    case "infeasible":
      return `No point near here satisfies the constraints: ${worst(constraints, equal)} is still violated by ${showNumber(feasibility)}, and no direction makes it better.`;
    case "unbounded":
      return "However heavy the penalty, f falls without end: the constraints do not bound it from below.";
    case "rounding":
      return `No step comes nearer any more: ${left}. Scale f and the constraints alike, or ask for less.`;
    default:
      return `The limit of ${steps} steps was reached: ${left}.`;
  }
};

const worst = (constraints: Vector, equal: number): string => {
  const sizes = constraints.map((each, i) => (i < equal ? Math.abs(each) : each));
  const most = sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b)));
  return most < equal ? `equality ${most}` : `inequality ${most - equal}`;
};
