import { readFileSync } from "node:fs";
import {
  compile,
  data,
  type FloatDType,
  grad,
  hvp,
  jacobian,
  scan,
  stack,
  type Tensor,
  vjp,
  vmap,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { expectClose } from "../close.ts";
import { decode, directionLike, type Input, inputOf, weightsLike } from "./encoding.ts";
import { runSteps, type Step } from "./operations.ts";

type Exact = Tensor<"float64">;

interface Recorded {
  readonly inputs: readonly Input[];
  readonly steps: readonly Step[];
  readonly shape: readonly number[];
  readonly value: string;
  readonly gradients: readonly string[];
  /** The Hessian times a direction. */
  readonly products?: readonly string[];
}

/** What PyTorch says of them: see expressions.py. */
const recorded: readonly Recorded[] = JSON.parse(
  readFileSync(new URL("expressions.json", import.meta.url), "utf8"),
).expressions;

const title = ({ inputs, steps }: Recorded): string =>
  `${inputs.map(({ shape }) => `[${shape}]`).join(" ")} → ${steps.map(([name]) => name).join(" ")}`;

/** Value, gradients and product from one graph. */
const compute = async <D extends FloatDType>({ inputs, steps, products }: Recorded, dtype: D) => {
  const f = (leaves: Tensor<D>[]) => runSteps(steps, leaves);
  const total = (leaves: Tensor<D>[]) => {
    const value = f(leaves);
    return value.mul(weightsLike(value)).sum();
  };
  const leaves = inputs.map((input) => inputOf(input, dtype));
  const all = compile((at: Tensor<D>[]) => {
    const [value, pullback] = vjp(f, at);
    return {
      value,
      gradients: pullback(weightsLike(value)),
      products: products ? hvp(total)(at, at.map(directionLike)) : [],
    };
  })(leaves);
  return { shape: all.value.shape, ...(await data(all)) };
};

const tolerances = {
  float64: { value: 1e-12, gradient: 1e-11, product: 1e-10 },
  float32: { value: 1e-5, gradient: 1e-5, product: 1e-4 },
} as const;

describe.each(["float64", "float32"] as const)("random expressions agree with PyTorch in %s", (dtype) => {
  const tolerance = tolerances[dtype];
  it.each(recorded.map((each, i) => [i, title(each), each] as const))("%i: %s", async (_, __, expected) => {
    const { shape, value, gradients, products } = await compute(expected, dtype);
    expect(shape).toEqual(expected.shape);
    expectClose(value, decode(expected.value), tolerance.value);
    expected.gradients.forEach((gradient, i) => expectClose(gradients[i]!, decode(gradient), tolerance.gradient));
    expected.products?.forEach((product, i) => expectClose(products[i]!, decode(product), tolerance.product));
  });
});

describe("vmap gives for each of two examples its own value and gradients", () => {
  it.each(recorded.map((each, i) => [i, title(each), each] as const))("%i: %s", async (_, __, { inputs, steps }) => {
    const f = (leaves: Exact[]) => {
      const [value, pullback] = vjp((at: Exact[]) => runSteps(steps, at), leaves);
      return [value, ...pullback(weightsLike(value))];
    };
    const first = inputs.map((input) => inputOf(input, "float64"));
    const second = first.map((x) => x.mul(0.7).add(0.01));
    const both = compile((a: Exact[], b: Exact[]) => [vmap(f)(a.map((x, i) => stack([x, b[i]!]))), f(a), f(b)]);
    const [mapped, a, b] = await data(both(first, second));
    mapped.forEach((stacked, i) => expectClose(stacked, [...a[i]!, ...b[i]!], 1e-12));
  });
});

describe("the Jacobian, summed with weights, is the gradients", () => {
  it.each(recorded.map((each, i) => [i, title(each), each] as const))(
    "%i: %s",
    async (_, __, { inputs, steps, gradients }) => {
      const leaves = inputs.map((input) => inputOf(input, "float64"));
      const summed = compile((at: Exact[]) => {
        const value = runSteps(steps, at);
        const whole = jacobian((x: { at: Exact[] }) => runSteps(steps, x.at))({ at });
        return whole.at.map((j, i) =>
          weightsLike(value)
            .reshape([1, -1])
            .matmul(j.reshape([value.size, at[i]!.size])),
        );
      });
      const rows = await data(summed(leaves));
      gradients.forEach((gradient, i) => expectClose(rows[i]!, decode(gradient), 1e-11));
    },
  );
});

type Scanned = [Exact[], [Exact, Exact]];

describe("a scan that descends along the gradients is its steps one by one, with the same derivatives", () => {
  const thirds = recorded.map((each, i) => [i, title(each), each] as const).filter(([i]) => i % 3 === 0);
  it.each(thirds)("%i: %s", async (_, __, { inputs, steps }) => {
    const total = (leaves: Exact[]) => {
      const value = runSteps(steps, leaves);
      return value.mul(weightsLike(value)).sum();
    };
    const step = (state: Exact[], x: Exact[]): Scanned => {
      const slopes = grad(total)(x.map((each, i) => each.add(state[i]!.mul(0.125))));
      return [state.map((each, i) => each.sub(slopes[i]!.mul(0.01))), [total(state), runSteps(steps, x)]];
    };
    const leaves = inputs.map((input) => inputOf(input, "float64"));
    const rows = leaves.map((x) => stack([x, x.mul(0.7).add(0.01), x.mul(-0.3)]));
    const unrolled = (start: Exact[]): Scanned => {
      let state = start;
      const given = [0, 1, 2].map((row) => {
        const [next, result] = step(
          state,
          rows.map((each) => each.slice(row)),
        );
        state = next;
        return result;
      });
      return [state, [stack(given.map(([a]) => a)), stack(given.map(([, b]) => b))]];
    };
    const scanned = (start: Exact[]): Scanned => scan(step, start, rows);
    const sumOf = (f: typeof scanned) => (start: Exact[]) =>
      f(start)
        .flat(2)
        .map((each) => each.square().sum())
        .reduce((sum, each) => sum.add(each));
    const both = compile((at: Exact[]) => ({
      scanned: [...scanned(at).flat(2), ...grad(sumOf(scanned))(at)],
      unrolled: [...unrolled(at).flat(2), ...grad(sumOf(unrolled))(at)],
    }));
    const result = await data(both(leaves));
    // Where a derivative does not exist, neither way has it.
    const known = (numbers: Float64Array) => numbers.every(Number.isFinite);
    result.unrolled.forEach((numbers, i) => {
      if (known(numbers)) expectClose(result.scanned[i]!, numbers, 1e-10);
    });
  });
});
