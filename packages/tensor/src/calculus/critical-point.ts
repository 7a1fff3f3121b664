import type { Card } from "@kaviar/base/card";
import { type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../errors/options.ts";
import { data } from "../evaluation/data.ts";
import { key, normal } from "../operations/random.ts";
import { type Curvature, checkFinite, curvatureOf, type Evaluate, objectiveOf } from "./objective.ts";
import { type Point, type Scalar64, showNumber, spaceOf } from "./point.ts";
import { largest, length, plus, scaled, type Vector } from "./vector.ts";

const readOptions = options("criticalPoint", {
  /** What counts as zero: of the gradient by max(1, |f|), of an eigenvalue by max(1, the largest). */
  tolerance: positive.default(1e-6),
  /** How far around the point to look where the Hessian does not decide, by max(1, |x|). */
  radius: positive.default(0.1),
});

export type CriticalKind = "minimum" | "maximum" | "saddle" | "plateau" | "degenerate" | "not critical";

/** Points around a point, compared with it. */
export interface Neighbourhood {
  readonly radius: number;
  readonly higher: number;
  readonly lower: number;
  readonly equal: number;
}

export interface CriticalPoint<S> {
  readonly kind: CriticalKind;
  readonly value: number;
  readonly gradient: Point<S>;
  /** max |∂f/∂xᵢ| */
  readonly gradientNorm: number;
  /** Of the Hessian, ascending. */
  readonly eigenvalues: readonly number[];
  /** The way down that is steepest at second order, for a saddle or a maximum. */
  readonly descent?: Point<S>;
  /** What points nearby say, where the eigenvalues do not decide. */
  readonly nearby?: Neighbourhood;
  readonly reason: string;
}

/**
 * Says what a point with ∇f = 0 is, from the signs of the Hessian's eigenvalues.
 *
 * ```ts
 * const saddle = (x: Tensor<"float64">) => x.slice(0).square().sub(x.slice(1).square());
 * (await criticalPoint(saddle, [0, 0])).kind;      // "saddle"
 * ```
 * All positive: a minimum. All negative: a maximum. Both signs: a saddle. With an eigenvalue 0 and no two signs the
 * second derivatives do not decide (x⁴, −x⁴ and x³ look alike); then points nearby are compared: flat all around is a
 * plateau, lower and higher at every distance is a saddle, and everything else is called degenerate, with the counts.
 * A zero derivative alone says nothing but "critical".
 */
export const criticalPoint = async <const S>(
  f: Scalar64<S>,
  x: S,
  given?: OptionsOf<typeof readOptions>,
): Promise<CriticalPoint<S>> => {
  const { tolerance, radius } = readOptions(given);
  const space = await spaceOf("criticalPoint", x);
  const at = await curvatureOf(f, space)(space.start);
  checkFinite("criticalPoint", at, "Ask at a point where f is smooth.");
  const second = classify(at, tolerance);
  const facts = {
    value: at.value,
    gradient: space.point(at.gradient),
    gradientNorm: largest(at.gradient),
    eigenvalues: [...at.eigenvalues],
  };
  if (second !== "degenerate") {
    const down = second === "saddle" || second === "maximum" ? { descent: space.point(at.eigenvectors[0]!) } : {};
    return { kind: second, ...facts, ...down, reason: explain(second, at, tolerance) };
  }
  const { kind, nearby } = await lookAround(objectiveOf(f, space), at, tolerance, radius * Math.max(1, length(at.x)));
  return { kind, ...facts, nearby, reason: explainNearby(kind, at, nearby) };
};

criticalPoint.about = {
  name: "Second derivative test",
  formula: "the signs of the eigenvalues of H where ∇f = 0",
  use: "to tell a minimum from a maximum, a saddle or a plateau, with the reason in words",
  pitfall:
    "with an eigenvalue 0 the second derivatives do not decide; points nearby are compared then, which proves nothing",
  reference: "Nocedal & Wright 2006, 2.1",
  seeAlso: ["newton", "convexity", "hessian"],
} satisfies Card;

/** What gradient and eigenvalues decide. */
export const classify = (at: Curvature, tolerance: number): Exclude<CriticalKind, "plateau"> => {
  if (largest(at.gradient) > tolerance * Math.max(1, Math.abs(at.value))) return "not critical";
  const zero = tolerance * Math.max(1, largest(at.eigenvalues));
  const [down, up] = [at.eigenvalues.some((each) => each < -zero), at.eigenvalues.some((each) => each > zero)];
  if (down && up) return "saddle";
  if (at.eigenvalues.some((each) => Math.abs(each) <= zero)) return "degenerate";
  return up ? "minimum" : "maximum";
};

const explain = (kind: CriticalKind, { gradient, eigenvalues }: Curvature, tolerance: number): string => {
  const values = showList(eigenvalues);
  switch (kind) {
    case "minimum":
      return `The gradient is 0 and every eigenvalue of the Hessian is positive: ${values}.`;
    case "maximum":
      return `The gradient is 0 and every eigenvalue of the Hessian is negative: ${values}.`;
    case "saddle":
      return `The gradient is 0 and the Hessian has eigenvalues of both signs: ${values}.`;
    default:
      return `The gradient is not 0 there: its largest component is ${showNumber(largest(gradient))}, more than ${tolerance}.`;
  }
};

const explainNearby = (kind: CriticalKind, { eigenvalues }: Curvature, nearby: Neighbourhood): string => {
  const law = `The gradient is 0, but with the eigenvalues ${showList(eigenvalues)} the Hessian does not decide.`;
  const { higher, lower, equal, radius } = nearby;
  const counts = `Of ${higher + lower + equal} points within ${showNumber(radius)}, ${higher} are higher, ${lower} lower and ${equal} equal`;
  if (kind === "plateau") return `Gradient and Hessian are 0 there and all around: ${counts.toLowerCase()}.`;
  if (kind === "saddle") return `${law} ${counts}, both at every distance: it is no extremum.`;
  const guess = lower === 0 ? "it may be a minimum" : higher === 0 ? "it may be a maximum" : "it may be a saddle";
  return `${law} ${counts}: ${guess}.`;
};

const showList = (eigenvalues: Vector): string =>
  eigenvalues.length <= 6
    ? [...eigenvalues].map(showNumber).join(", ")
    : `${showNumber(eigenvalues[0]!)} … ${showNumber(eigenvalues.at(-1)!)}`;

const shells = [1, 1 / 4, 1 / 16];
const randomDirections = 16;

/** Compares the point with others around it, on shells of falling radius. */
const lookAround = async (evaluate: Evaluate, at: Curvature, tolerance: number, radius: number) => {
  const n = at.x.length;
  const raw = await data(normal(key(0), [randomDirections, n], { dtype: "float64" }));
  const random = Array.from({ length: randomDirections }, (_, i) => raw.slice(i * n, (i + 1) * n));
  const directions = [...at.eigenvectors.slice(0, 32), ...(n > 1 ? random : [])]
    .map((each) => scaled(each, 1 / length(each)))
    .flatMap((each) => [each, scaled(each, -1)]);
  const total = { higher: 0, lower: 0, equal: 0 };
  let bothEverywhere = true;
  let flat = true;
  for (const shell of shells) {
    const here = { higher: 0, lower: 0, equal: 0 };
    for (const direction of directions) {
      const point = await evaluate(plus(at.x, shell * radius, direction));
      // The point is critical only to a tolerance: what its own slope explains is no evidence.
      const noise = 16 * 2 ** -52 * Math.abs(at.value) + 2 * length(at.gradient) * shell * radius;
      const rise = point.value - at.value;
      here[Math.abs(rise) <= noise ? "equal" : rise > 0 ? "higher" : "lower"]++;
      flat &&= largest(point.gradient) <= tolerance * Math.max(1, Math.abs(at.value));
    }
    bothEverywhere &&= here.higher > 0 && here.lower > 0;
    for (const which of ["higher", "lower", "equal"] as const) total[which] += here[which];
  }
  const isZero = largest(at.eigenvalues) <= tolerance;
  const kind: CriticalKind = flat && isZero ? "plateau" : bothEverywhere ? "saddle" : "degenerate";
  return { kind, nearby: { radius, ...total } };
};
