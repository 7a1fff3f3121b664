import type { Card } from "@kaviar/base/card";
import { flag, notNegative, type OptionsOf, positive, whole } from "@kaviar/base/check";
import { TensorError } from "../errors/error.ts";
import { options } from "../errors/options.ts";
import { type CriticalKind, classify } from "./critical-point.ts";
import { isFlat } from "./descent.ts";
import type { SearchResult } from "./lbfgs.ts";
import { type Curvature, checkFinite, curvatureOf, isUsable } from "./objective.ts";
import { type Scalar64, showNumber, showPoint, spaceOf } from "./point.ts";
import { trustRegionStep } from "./trust-region.ts";
import { dot, largest, length, plus, type Vector } from "./vector.ts";

const readOptions = options("newton", {
  iterations: whole().default(200),
  /** Done when max |∂f/∂xᵢ| ≤ tolerance · max(1, |f|). */
  tolerance: positive.default(1e-8),
  /**
   * Steps are as long as the quadratic model has proved good: so f falls with each, to a minimum. False: each step is the
   * full one, x − H⁻¹∇f, to the nearest critical point of any kind.
   */
  trustRegion: flag.default(true),
  /** Added to the Hessian's diagonal (Levenberg 1944): shorter, safer steps, also where the Hessian is singular. */
  damping: notNegative.remedy("0 turns it off.").default(0),
});

export interface NewtonResult<S> extends SearchResult<S> {
  /** What the point is, by the Hessian's eigenvalues. */
  readonly kind: Exclude<CriticalKind, "plateau">;
  readonly eigenvalues: readonly number[];
}

/**
 * Newton's method in a trust region: x ← x − (H + λI)⁻¹∇f, λ = 0 where the quadratic model is good and convex. Quadratic
 * convergence near a minimum, one step on a convex quadratic function, and downhill from saddles.
 *
 * ```ts
 * const { x, kind } = await newton((w) => w.square().sub(w.mul(10)).add(25), 0);      // 5, "minimum"
 * ```
 * With `trustRegion: false` it looks for ∇f = 0, not for a minimum: `kind` says what it found, and a singular Hessian is an
 * error there. Each step computes the whole Hessian: for more than some hundred variables use `lbfgs`.
 */
export const newton = async <const S>(
  f: Scalar64<S>,
  x0: S,
  given?: OptionsOf<typeof readOptions>,
): Promise<NewtonResult<S>> => {
  const { iterations, tolerance, trustRegion, damping } = readOptions(given);
  const space = await spaceOf("newton", x0);
  let evaluations = 0;
  const curvature = curvatureOf(f, space);
  const evaluate = (x: Vector): Promise<Curvature> => {
    evaluations++;
    return curvature(x);
  };
  const start = await evaluate(space.start);
  checkFinite("newton", start, "Start from a point where f is twice differentiable.");
  const search = trustRegion ? downhill : toCritical;
  const { at, steps, outcome } = await search(evaluate, start, { iterations, tolerance, damping });
  const kind = outcome === "flat" ? classify(at, Math.max(tolerance, 1e-8)) : "not critical";
  return {
    x: space.point(at.x),
    value: at.value,
    gradient: space.point(at.gradient),
    iterations: steps,
    evaluations,
    converged: outcome === "flat",
    reason: explain(kind, outcome, at, steps),
    kind,
    eigenvalues: [...at.eigenvalues],
  };
};

newton.about = {
  name: "Newton's method",
  formula: "x ← x − (H + λI)⁻¹∇f, the least λ ≥ 0 that keeps H + λI positive and the step within Δ; or x − H⁻¹∇f",
  use: "a minimum of few variables (some hundred at most): near it the digits double with each step",
  pitfall: "with `trustRegion: false` it looks for ∇f = 0, not for a minimum: read `kind`",
  reference: "Nocedal & Wright 2006, 3.3 and 4.3; Moré & Sorensen 1983; damping Levenberg 1944",
  seeAlso: ["lbfgs", "criticalPoint", "multiStart"],
} satisfies Card;

interface Options {
  readonly iterations: number;
  readonly tolerance: number;
  readonly damping: number;
}

type Outcome = "flat" | "iterations" | "stalled" | "unbounded";

interface Search {
  readonly at: Curvature;
  readonly steps: number;
  readonly outcome: Outcome;
}

type Method = (evaluate: (x: Vector) => Promise<Curvature>, start: Curvature, options: Options) => Promise<Search>;

const bottomless = -1e30;
/** The smallest unit, as a share of the largest. */
const finest = 1e-6;

/** √|Hᵢᵢ|, as powers of 2 so that they cost no digits. */
const unitsOf = (hessian: Float64Array, n: number): Vector => {
  const roots = Float64Array.from({ length: n }, (_, i) => Math.sqrt(Math.abs(hessian[i * n + i]!)));
  const least = finest * largest(roots) || 1;
  return roots.map((each) => 2 ** Math.round(Math.log2(Math.max(each, least))));
};

const downhill: Method = async (evaluate, start, { iterations, tolerance, damping }) => {
  let at = start;
  const n = start.x.length;
  let radius = Infinity;
  // Of a radius that has held steps back: the longer it does, the faster.
  let growth = 1;
  for (let steps = 0; ; steps++) {
    const kind = isFlat(at, start, tolerance) ? classify(at, Math.max(tolerance, 1e-8)) : "not critical";
    if (kind === "minimum" || kind === "degenerate") return { at, steps, outcome: "flat" };
    if (at.value < bottomless * Math.max(1, Math.abs(start.value))) return { at, steps, outcome: "unbounded" };
    if (steps === iterations) return { at, steps, outcome: kind === "not critical" ? "iterations" : "flat" };
    // In units in which the curvatures along the axes are about 1, so that variables may differ in scale (Moré 1978).
    const units = unitsOf(at.hessian, n);
    const gradient = at.gradient.map((each, i) => each / units[i]!);
    const hessian = at.hessian.map((each, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      return (each + (i === j ? damping : 0)) / (units[i]! * units[j]!);
    });
    if (radius === Infinity && !(at.eigenvalues[0]! + damping > 0))
      radius = Math.max(1, length(at.x.map((each, i) => each * units[i]!)));
    for (let isMoved = false; !isMoved; ) {
      const { step, predicted, isCut } = trustRegionStep(gradient, hessian, radius);
      const size = length(step);
      const trial = await evaluate(at.x.map((each, i) => each + step[i]! / units[i]!));
      const rounding = 10 * 2 ** -52 * Math.max(Math.abs(at.value), 1e-300);
      const ratio = isUsable(trial) ? (at.value - trial.value + rounding) / (predicted + rounding) : -Infinity;
      // Where f drowns in rounding its slope still tells.
      const blur = 1e-10 * Math.max(1, Math.abs(at.value));
      const isFlatter =
        predicted <= blur && trial.value <= at.value + blur && largest(trial.gradient) <= largest(at.gradient) / 2;
      if (ratio > 1e-4 || isFlatter) {
        growth = ratio > 0.75 && isCut ? 2 * growth : 1;
        radius = ratio < 0.25 && !isFlatter ? size / 2 : radius * growth;
        isMoved = size > 0 && trial.x.some((each, i) => each !== at.x[i]);
        if (!isMoved) return { at, steps, outcome: isExhausted(at) ? "flat" : "stalled" };
        at = trial;
      } else {
        if (predicted <= rounding)
          return { at, steps, outcome: isFlat(at, at, tolerance) || isExhausted(at) ? "flat" : "stalled" };
        growth = 1;
        radius = size * Math.min(0.5, Math.max(0.1, 0.5 / (1 - ratio)));
      }
    }
  }
};

/** The slope is what changes of x in its last digits make of it. */
const isExhausted = ({ x, gradient, hessian }: Curvature): boolean =>
  gradient.every((each, i) => {
    const row = hessian.subarray(i * x.length, (i + 1) * x.length);
    return Math.abs(each) <= 2 ** -50 * row.reduce((sum, entry, j) => sum + Math.abs(entry * x[j]!), 0);
  });

const toCritical: Method = async (evaluate, start, { iterations, tolerance, damping }) => {
  let at = start;
  let steps = 0;
  while (!isFlat(at, start, tolerance) && steps < iterations) {
    at = await evaluate(plus(at.x, 1, fullStep(at, damping)));
    steps++;
    checkFinite("newton", at, "Start nearer to the critical point, pass damping, or leave trustRegion on.");
  }
  return { at, steps, outcome: isFlat(at, start, tolerance) ? "flat" : "iterations" };
};

/** −(H + damping·I)⁻¹ ∇f, from H = V·diag(λ)·Vᵀ. */
const fullStep = ({ x, gradient, eigenvalues, eigenvectors }: Curvature, damping: number): Vector => {
  const divisors = eigenvalues.map((each) => each + damping);
  const smallest = Math.min(...divisors.map(Math.abs));
  if (!(smallest > x.length * 2 ** -52 * largest(divisors))) {
    const evidence = `at x = ${showPoint(x)} its eigenvalues go from ${showNumber(eigenvalues[0]!)} to ${showNumber(eigenvalues.at(-1)!)}`;
    throw new TensorError("derivative", `newton's full step needs a Hessian that can be inverted: ${evidence}.`, {
      remedy: "Leave trustRegion on, pass damping, for example { damping: 1e-3 }, or use lbfgs.",
    });
  }
  let step: Vector = new Float64Array(x.length);
  eigenvectors.forEach((vector, i) => {
    step = plus(step, -dot(vector, gradient) / divisors[i]!, vector);
  });
  return step;
};

const explain = (kind: CriticalKind, outcome: Outcome, at: Curvature, steps: number): string => {
  const { value, gradient, eigenvalues } = at;
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
  }
  if (outcome === "unbounded")
    return `f fell to ${showNumber(value)} after ${taken} and goes on falling: it has no minimum downhill of the start.`;
  if (outcome === "stalled")
    return `After ${taken} no step lowers f any further, while ${slope}: f has a kink there, or the tolerance is below its rounding errors.`;
  return `The limit of ${taken} was reached while ${slope}: allow more iterations, or start nearer.`;
};
