import type { Card } from "@kaviar/base/card";
import { type OptionsOf, positive, whole } from "@kaviar/base/check";
import { compile } from "../compile/compile.ts";
import type { Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { options } from "../errors/options.ts";
import { data } from "../evaluation/data.ts";
import { tensor } from "../operations/creation.ts";
import { key, normal } from "../operations/random.ts";
import { valueAndGrad } from "../transformations/differentiate.ts";
import { flattened } from "./objective.ts";
import { type Scalar64, spaceOf } from "./point.ts";
import { dot, largest, plus, type Vector } from "./vector.ts";

const readOptions = options("checkGradients", {
  /** The largest relative error that passes. */
  tolerance: positive.default(1e-6),
  /** How far the differences look, relative to the size of each variable (at least 1). */
  step: positive.default(1e-3),
  /** Of the random directions, and of the sample of many variables. */
  seed: whole().default(0),
});

/** One derivative, computed and measured. */
export interface DerivativeCheck {
  /** Where in the argument the variable is (`layers[0].w`; empty for a lone tensor), or "a random direction". */
  readonly path: string;
  readonly index: readonly number[];
  readonly analytic: number;
  readonly numeric: number;
  /** |analytic − numeric| by the larger of the two, or by what rounding lets the differences see if both are smaller. */
  readonly relativeError: number;
}

export interface GradientCheck {
  readonly passed: boolean;
  /** The largest error: a variable's, or a direction's where every variable passes. */
  readonly worst: DerivativeCheck;
  /** Everything that was compared: each variable (of more than 200 a sample), then random directions. */
  readonly checks: readonly DerivativeCheck[];
  readonly tolerance: number;
}

const largestComplete = 200;
const directions = 8;

/**
 * Compares the gradient of a scalar function with finite differences, in float64: variable by variable, and along random
 * directions.
 *
 * ```ts
 * const { passed, worst } = await checkGradients((x) => x.pow(3).sum(), [1, 2, 3]);
 * ```
 * The differences are central and of fourth order, (f(x−2h) − 8f(x−h) + 8f(x+h) − f(x+2h)) / 12h. At a kink (relu at 0)
 * they measure the mean of both slopes, so a failure there is no fault. What f closes over must be float64 too.
 */
export const checkGradients = async <const S>(
  f: Scalar64<S>,
  x: S,
  given?: OptionsOf<typeof readOptions>,
): Promise<GradientCheck> => {
  const { tolerance, step, seed } = readOptions(given);
  const space = await spaceOf("checkGradients", x);
  if (space.size === 0) throw new TensorError("data", "checkGradients needs at least one number to vary: got none.");
  const flat = flattened(f, space);
  const value = compile((at: Tensor<"float64">) => flat(at));
  const both = compile((at: Tensor<"float64">) => valueAndGrad(flat)(at));
  const valueAt = async (at: Vector) => (await data(value(tensor(at))))[0]!;
  const [atStart, gradient] = await data(both(tensor(space.start)));
  if (!Number.isFinite(atStart[0]!)) {
    throw new TensorError("nan", `checkGradients needs a finite value to start from: f(x) is ${atStart[0]}.`);
  }

  const along = async (direction: Vector, h: number): Promise<[slope: number, noise: number]> => {
    const values: number[] = [];
    for (const k of [-2, -1, 1, 2]) values.push(await valueAt(plus(space.start, k * h, direction)));
    const [a, b, c, d] = values as [number, number, number, number];
    const rounding = 16 * 2 ** -52 * largest(Float64Array.from([...values, atStart[0]!]));
    return [(a - 8 * b + 8 * c - d) / (12 * h), rounding / h];
  };
  const compare = async (analytic: number, direction: Vector, h: number) => {
    const [numeric, noise] = await along(direction, h);
    const scale = Math.max(Math.abs(analytic), Math.abs(numeric), noise / tolerance, Number.MIN_VALUE);
    const error = Math.abs(analytic - numeric) / scale;
    return { analytic, numeric, relativeError: Number.isNaN(error) ? Infinity : error };
  };

  const checks: DerivativeCheck[] = [];
  const stride = Math.ceil(space.size / largestComplete);
  for (let i = 0; i < space.size; i += stride) {
    const unit = new Float64Array(space.size);
    unit[i] = 1;
    const h = step * Math.max(1, Math.abs(space.start[i]!));
    checks.push({ ...space.placeOf(i), ...(await compare(gradient[i]!, unit, h)) });
  }
  const random = await data(normal(key(seed), [directions, space.size], { dtype: "float64" }));
  for (let k = 0; k < directions; k++) {
    const raw = random.slice(k * space.size, (k + 1) * space.size);
    const direction = raw.map((each, i) => (each * Math.max(1, Math.abs(space.start[i]!))) / largest(raw));
    const compared = await compare(dot(gradient, direction), direction, step);
    checks.push({ path: "a random direction", index: [k], ...compared });
  }
  const failed = checks.slice(0, -directions).filter(({ relativeError }) => relativeError > tolerance);
  const worst = (failed.length > 0 ? failed : checks).reduce((a, b) => (b.relativeError > a.relativeError ? b : a));
  return { passed: worst.relativeError <= tolerance, worst, checks, tolerance };
};

checkGradients.about = {
  name: "Gradient check",
  formula: "∂f/∂x against (f(x−2h) − 8f(x−h) + 8f(x+h) − f(x+2h)) / 12h",
  use: "derivatives written by hand, and doubts",
  pitfall: "at a kink the differences measure the mean of both slopes: a failure there is no fault",
  reference: "Abramowitz & Stegun 25.3.6",
  seeAlso: ["grad", "customDerivative"],
} satisfies Card;
