import { withCard } from "@kaviar/base/card";
import { anything, law, notNegative, whole } from "@kaviar/base/check";
import {
  arange,
  compile,
  type DType,
  data as dataOf,
  fold,
  key,
  loop,
  type Tensor,
  tensor,
  valueAndGrad,
  zeros,
} from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { adam } from "../optimizers/adam.ts";
import { sumOver } from "../optimizers/contract/create-link.ts";
import type { LinkState, Optimizer } from "../optimizers/contract/link.ts";
import { optionsOf } from "../options.ts";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import { arrange, type FloatOf, floatIn, type Point, type Variables } from "./point.ts";

export interface MinimizeOptions<D> {
  /** adam({ rate: 0.1 }) unless said. */
  readonly optimizer?: Optimizer;
  /** Updates, at most. */
  readonly steps?: number;
  /** Done when the length of the gradient is at most this. */
  readonly tolerance?: number;
  /** Numbers that the function is also called with: others do not compile again. */
  readonly data?: D;
  /** For optimizers that draw random numbers. */
  readonly seed?: number;
}

const read = optionsOf<MinimizeOptions<unknown>>()("minimize", {
  optimizer: law<Optimizer>(
    "an optimizer",
    (x) => typeof x === "object" && x !== null && "update" in x,
    "Call what makes one: optimizer: adam({ rate: 0.1 }).",
  ).default(adam({ rate: 0.1 })),
  steps: whole(1).default(1000),
  tolerance: notNegative.default(1e-6),
  data: anything<unknown>().optional(),
  seed: whole().default(0),
});

export interface Minimum<S> {
  /** In the form that the start came in. */
  readonly x: Point<S>;
  readonly value: number;
  readonly gradientNorm: number;
  /** Updates that were made. */
  readonly steps: number;
  /** Is the gradient within the tolerance? */
  readonly converged: boolean;
  /** The value at the start and after each update. */
  readonly history: readonly number[];
}

/** A function and where it has come to. */
interface Run {
  readonly parameters: Parameters;
  readonly gradient: Parameters;
  readonly optimizer: LinkState;
  readonly step: Tensor;
  readonly value: Tensor;
  readonly norm: Tensor;
  /** The values of this chunk. */
  readonly values: Tensor;
}

interface Limits {
  readonly first: Tensor;
  readonly end: Tensor;
  readonly steps: Tensor;
  readonly tolerance: Tensor;
}

/** Updates in one run of the runtime, at most; and how long it may keep JavaScript waiting, in milliseconds. */
const largestChunk = 512;
const patience = 100;

/**
 * Minimizes a function of numbers with any optimizer, by its exact gradient.
 *
 * ```ts
 * const f = (w: Tensor) => w.square().sub(w.mul(10)).add(25);
 * const { x } = await minimize(f, 0, { optimizer: adam({ rate: 0.1 }) });                    // 5
 *
 * const g = (w: Tensor, c: Tensor) => c.slice(0).mul(w).mul(w).add(c.slice(1).mul(w)).add(c.slice(2));
 * await minimize(g, 0, { optimizer: adam({ rate: 0.1 }), data: [1, -10, 25] });              // 5
 * ```
 * Plain numbers are float32; start from a Float64Array or a float64 tensor for more digits, and plain numbers in `data`
 * follow. Where each value is exact and there are up to some thousand variables, `lbfgs` needs far fewer steps.
 */
export const minimize = withCard(
  async <const S, const D = Record<never, never>>(
    f: (
      x: Variables<NoInfer<S>, FloatOf<NoInfer<S>>>,
      data: Variables<NoInfer<D>, FloatOf<NoInfer<S>>>,
    ) => Tensor<DType>,
    x0: S,
    options: MinimizeOptions<D> = {},
  ): Promise<Minimum<S>> => {
    const { optimizer, steps, tolerance, data, seed } = read(options);
    const dtype = floatIn(x0) as FloatOf<S> & DType;
    const space = arrange("The start", x0, dtype);
    const given = arrange("`data`", (data ?? {}) as D, dtype);
    const key0 = key(seed);

    const look = compile((parameters: Parameters, data: Parameters) => {
      const scalar = (at: Parameters) => f(space.variables(at), given.variables(data)) as Tensor;
      const [value, gradient] = valueAndGrad(scalar)(parameters);
      return { value, gradient, norm: sumOver(gradient, (g) => g.square().sum()).sqrt() };
    });
    const advance = compile((run: Run, data: Parameters, { first, end, steps, tolerance }: Limits): Run => {
      const goesOn = ({ step, value, norm }: Run) =>
        step.less(end).logicalAnd(norm.greater(tolerance)).logicalAnd(value.isFinite());
      return loop({ while: goesOn }, run, (at) => {
        const lossAt = (parameters: Parameters) => look(parameters, data).value;
        const moment = { step: at.step, steps, stepsPerEpoch: steps, loss: at.value, lossAt };
        const [updates, next] = optimizer.update(at.gradient, at.optimizer, at.parameters, {
          ...moment,
          key: fold(key0, at.step.cast("int32")),
        });
        const parameters = mapParameters((_, p, u) => p.add(u!), at.parameters, updates);
        const now = look(parameters, data);
        const place = arange(largestChunk).equal(at.step.sub(first));
        return { parameters, ...now, optimizer: next, step: at.step.add(1), values: place.where(now.value, at.values) };
      });
    });

    const start = look(space.tensors, given.tensors);
    let run: Run = {
      parameters: space.tensors,
      ...start,
      optimizer: optimizer.init(space.tensors),
      step: tensor(0),
      values: zeros([largestChunk], { dtype: start.value.dtype }),
    };
    let [done, value, norm] = [0, await start.value.item(), await start.norm.item()];
    checkFinite(value, norm, 0);
    const history = [value];
    for (let chunk = 32; done < steps && norm > tolerance; ) {
      const end = Math.min(done + chunk, steps);
      const limits = [done, end, steps, tolerance].map((number) => tensor(number)) as [Tensor, Tensor, Tensor, Tensor];
      const began = performance.now();
      run = advance(run, given.tensors, { first: limits[0], end: limits[1], steps: limits[2], tolerance: limits[3] });
      const seen = await dataOf({ step: run.step, value: run.value, norm: run.norm, values: run.values });
      const took = performance.now() - began;
      history.push(...Array.from(seen.values.subarray(0, seen.step[0]! - done)));
      [done, value, norm] = [seen.step[0]!, seen.value[0]!, seen.norm[0]!];
      checkFinite(value, norm, done);
      if (took < patience / 2) chunk = Math.min(2 * chunk, largestChunk);
      if (took > patience) chunk = Math.max(1, Math.floor(chunk / 2));
    }
    const averaged = optimizer.predicting?.(run.optimizer, run.parameters);
    if (averaged) {
      const there = await dataOf(look(averaged, given.tensors));
      [value, norm] = [there.value[0]!, there.norm[0]!];
    }
    const x = await space.point(averaged ?? run.parameters);
    return { x, value, gradientNorm: norm, steps: done, converged: norm <= tolerance, history };
  },
  {
    about: {
      name: "Minimizing a function",
      formula: "argmin f(x), by x ← x + link(∇f(x)) until ‖∇f‖ ≤ tolerance",
      use: "any function written with tensors, with any optimizer: fits, physics, the examples of a course",
      pitfall: "finds one local minimum; a tolerance below the rounding of float32 is never reached",
      reference: "Cauchy 1847",
      seeAlso: ["adam", "gradientDescent"],
    },
  },
);

const checkFinite = (value: number, norm: number, step: number): void => {
  if (Number.isFinite(value) && Number.isFinite(norm)) return;
  const what = Number.isFinite(value) ? `its gradient has the length ${norm}` : `it is ${value}`;
  throw new ModelError("nan", `minimize needs a function with finite values and gradients: ${what} at step ${step}.`, {
    remedy:
      step === 0
        ? "Start from a point where the function is defined."
        : "The steps are too long: lower the rate, or put clipByGlobalNorm(1) before the optimizer.",
  });
};
