import type { Card } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive, whole } from "@kaviar/base/check";
import { TensorError } from "../errors/error.ts";
import { options } from "../errors/options.ts";
import { type CriticalKind, classify } from "./critical-point.ts";
import { isFlat } from "./descent.ts";
import type { SearchResult } from "./lbfgs.ts";
import { type Curvature, checkFinite, curvatureOf } from "./objective.ts";
import { type Scalar64, showNumber, showPoint, spaceOf } from "./point.ts";
import { dot, largest, plus, type Vector } from "./vector.ts";

const readOptions = options("newton", {
  iterations: whole().default(50),
  /** Done when max |∂f/∂xᵢ| ≤ tolerance · max(1, |f|). */
  tolerance: positive.default(1e-8),
  /** Added to the Hessian's diagonal (Levenberg 1944): shorter, safer steps, also where the Hessian is singular. */
  damping: notNegative.remedy("0 turns it off.").default(0),
});

export interface NewtonResult<S> extends SearchResult<S> {
  /** What the point is, by the Hessian's eigenvalues. */
  readonly kind: Exclude<CriticalKind, "plateau">;
  readonly eigenvalues: readonly number[];
}

/**
 * Newton's method, x ← x − H⁻¹∇f: quadratic convergence near a critical point, one step on a quadratic function.
 *
 * ```ts
 * const { x, kind } = await newton((w) => w.square().sub(w.mul(10)).add(25), 0);      // 5, "minimum"
 * ```
 * It looks for ∇f = 0, not for a minimum: `kind` says what it found. A singular Hessian is an error; `damping` solves
 * (H + damping · I) p = −∇f instead. Each step computes the whole Hessian: for more than some hundred variables use
 * `lbfgs`.
 */
export const newton = async <const S>(
  f: Scalar64<S>,
  x0: S,
  given?: OptionsOf<typeof readOptions>,
): Promise<NewtonResult<S>> => {
  const { iterations, tolerance, damping } = readOptions(given);
  const space = await spaceOf("newton", x0);
  const evaluate = curvatureOf(f, space);
  const start = await evaluate(space.start);
  let at = start;
  checkFinite("newton", at, "Start from a point where f is twice differentiable.");
  let steps = 0;
  while (!isFlat(at, start, tolerance) && steps < iterations) {
    at = await evaluate(plus(at.x, 1, newtonStep(at, damping)));
    steps++;
    checkFinite("newton", at, "Start nearer to the minimum, or pass damping to shorten the steps.");
  }
  const converged = isFlat(at, start, tolerance);
  const kind = converged ? classify(at, Math.max(tolerance, 1e-8)) : "not critical";
  return {
    x: space.point(at.x),
    value: at.value,
    gradient: space.point(at.gradient),
    iterations: steps,
    evaluations: steps + 1,
    converged,
    reason: explain(kind, at, steps),
    kind,
    eigenvalues: [...at.eigenvalues],
  };
};

newton.about = {
  name: "Newton's method",
  formula: "x ← x − H⁻¹∇f, or x − (H + damping·I)⁻¹∇f",
  use: "few variables (some hundred at most), near a critical point: the digits double with each step",
  pitfall: "it looks for ∇f = 0, not for a minimum: read `kind`; a singular Hessian needs damping",
  reference: "Nocedal & Wright 2006, 3.3; damping Levenberg 1944",
  seeAlso: ["lbfgs", "criticalPoint", "multiStart"],
} satisfies Card;

/** −(H + damping·I)⁻¹ ∇f, from H = V·diag(λ)·Vᵀ. */
const newtonStep = ({ x, gradient, eigenvalues, eigenvectors }: Curvature, damping: number): Vector => {
  const divisors = eigenvalues.map((each) => each + damping);
  const smallest = Math.min(...divisors.map(Math.abs));
  if (!(smallest > x.length * 2 ** -52 * largest(divisors))) {
    const evidence = `at x = ${showPoint(x)} its eigenvalues go from ${showNumber(eigenvalues[0]!)} to ${showNumber(eigenvalues.at(-1)!)}`;
    throw new TensorError("derivative", `newton needs a Hessian that can be inverted: ${evidence}.`, {
      remedy: "Pass damping, for example { damping: 1e-3 }, or use lbfgs.",
    });
  }
  let step: Vector = new Float64Array(x.length);
  eigenvectors.forEach((vector, i) => {
    step = plus(step, -dot(vector, gradient) / divisors[i]!, vector);
  });
  return step;
};

const explain = (kind: CriticalKind, { gradient, eigenvalues }: Curvature, steps: number): string => {
  const slope = `the gradient's largest component is ${showNumber(largest(gradient))}`;
  const taken = `${steps} ${steps === 1 ? "step" : "steps"}`;
  const range = `eigenvalues from ${showNumber(eigenvalues[0]!)} to ${showNumber(eigenvalues.at(-1)!)}`;
  switch (kind) {
    case "minimum":
      return `After ${taken} ${slope}: a minimum.`;
    case "maximum":
    case "saddle":
      return `After ${taken} ${slope}, but it is a ${kind}, not a minimum: the Hessian has ${range}.`;
    case "degenerate":
      return `After ${taken} ${slope}; with ${range} the Hessian does not say what the point is: ask criticalPoint.`;
    default:
      return `The limit of ${taken} was reached while ${slope}: start nearer, or pass damping.`;
  }
};
