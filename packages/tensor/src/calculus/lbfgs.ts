import type { Card } from "@kaviar/base/card";
import { anything, positive, whole } from "@kaviar/base/check";
import { optionsOf } from "../errors/options.ts";
import { type Bound, boundsOf, within } from "./bounds.ts";
import { type Descent, descend, openSlope } from "./descent.ts";
import { checkFinite, type Evaluate, objectiveOf } from "./objective.ts";
import { type Point, type Scalar64, showNumber, spaceOf } from "./point.ts";
import { largest, type Vector } from "./vector.ts";

interface LbfgsOptions<S> {
  readonly iterations?: number;
  /** Done when max |∂f/∂xᵢ| ≤ tolerance · max(1, |f|), but for what bounds hold. */
  readonly tolerance?: number;
  /** How many of the last steps are remembered. */
  readonly memory?: number;
  /** The least that variables may be, in the form of the start, or one number for all. f is never asked below. */
  readonly low?: Bound<S>;
  /** The most that variables may be, likewise. */
  readonly high?: Bound<S>;
}

const readOptions = optionsOf<LbfgsOptions<never>>()("lbfgs", {
  iterations: whole().default(5000),
  tolerance: positive.default(1e-8),
  memory: whole(1).default(20),
  low: anything<Bound<never>>().optional(),
  high: anything<Bound<never>>().optional(),
});

/** What a search for a minimum found, in the form that the start came in. */
export interface SearchResult<S> {
  readonly x: Point<S>;
  readonly value: number;
  readonly gradient: Point<S>;
  readonly iterations: number;
  /** How often the function and its gradient were computed. */
  readonly evaluations: number;
  readonly converged: boolean;
  /** Why the search ended, in words. */
  readonly reason: string;
}

/**
 * Minimizes a smooth function by L-BFGS with a strong Wolfe line search (Nocedal & Wright 2006, algorithms 3.5, 7.5):
 * the tool for up to some thousands of variables when each value is exact (no mini-batches). With `low` or `high` it is
 * L-BFGS-B (Byrd, Lu, Nocedal & Zhu 1995); a start outside of them is moved to the nearest point inside.
 *
 * ```ts
 * const rosenbrock = (x: Tensor<"float64">) => {
 *   const [a, b] = [x.slice(0), x.slice(1)];
 *   return a.neg().add(1).square().add(b.sub(a.square()).square().mul(100));
 * };
 * const { x, converged } = await lbfgs(rosenbrock, [-1.2, 1]);      // [1, 1]
 * ```
 * It finds one local minimum downhill of the start; `multiStart` looks from many.
 */
export const lbfgs = async <const S>(f: Scalar64<S>, x0: S, given?: LbfgsOptions<S>): Promise<SearchResult<S>> => {
  const { iterations, tolerance, memory, low, high } = readOptions(given as LbfgsOptions<never> | undefined);
  const space = await spaceOf("lbfgs", x0);
  const isBounded = low !== undefined || high !== undefined;
  const bounds = isBounded ? await boundsOf("lbfgs", space, { low, high }) : undefined;
  const { evaluate, count } = counted(objectiveOf(f, space));
  const start = await evaluate(bounds ? within(space.start, bounds) : space.start);
  checkFinite("lbfgs", start, "Start from a point where f is defined.");
  const descent = await descend(evaluate, start, { iterations, tolerance, memory }, bounds);
  const slope = bounds ? openSlope(descent.at, bounds) : descent.at.gradient;
  if (descent.broken)
    checkFinite("lbfgs", descent.broken, "Every shorter step was worse: start elsewhere, or rewrite f.");
  return {
    x: space.point(descent.at.x),
    value: descent.at.value,
    gradient: space.point(descent.at.gradient),
    iterations: descent.iterations,
    evaluations: count(),
    converged: descent.outcome === "converged",
    reason: explain(descent, slope, tolerance),
  };
};

lbfgs.about = {
  name: "L-BFGS",
  formula: "x ← x − α B∇f: B from the last `memory` steps, α by the strong Wolfe conditions",
  use: "smooth functions of up to some thousands of variables whose every value is exact, within bounds or without",
  pitfall: "noise, of mini-batches say, breaks it; it finds the one local minimum downhill of its start",
  reference: "Nocedal 1980; Nocedal & Wright 2006, algorithms 3.5 and 7.5; Byrd, Lu, Nocedal & Zhu 1995",
  seeAlso: ["newton", "multiStart", "constrained"],
} satisfies Card;

/** An evaluation that counts its calls. */
const counted = (evaluate: Evaluate): { evaluate: Evaluate; count: () => number } => {
  let calls = 0;
  return {
    evaluate: (x) => {
      calls++;
      return evaluate(x);
    },
    count: () => calls,
  };
};

const explain = ({ at, iterations, outcome }: Descent, open: Vector, tolerance: number): string => {
  const held = at.gradient.some((each, i) => each !== open[i]);
  const slope = `the gradient's largest component is ${showNumber(largest(open))}${held ? " where no bound holds a variable" : ""}`;
  const steps = `${iterations} ${iterations === 1 ? "iteration" : "iterations"}`;
  switch (outcome) {
    case "converged":
      return `After ${steps} ${slope}, within the tolerance of ${tolerance}.`;
    case "iterations":
      return `The limit of ${steps} was reached while ${slope}: allow more iterations, or scale the variables alike.`;
    case "unbounded":
      return `f fell to ${showNumber(at.value)} after ${steps} and goes on falling: it has no minimum downhill of the start.`;
    default:
      return `After ${steps} no step lowers f any further, while ${slope}: f has a kink there, or ${tolerance} is below its rounding errors.`;
  }
};
