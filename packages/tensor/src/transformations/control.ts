import { flag, type OptionsOf } from "@kaviar/base/check";
import { type AnyTensor, isTensor, type Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { options } from "../errors/options.ts";
import { choose } from "../primitives/cond.ts";
import { repeat } from "../primitives/loop/loop.ts";
import { flatten, flattenLike, leavesOf, type Returned, unflatten } from "../tracing/structure.ts";
import { tracing } from "../tracing/trace.ts";

interface While<S> {
  /** Asked before each step: goes on while true. */
  readonly while: (state: S) => Tensor<"bool">;
}

/**
 * Repeats a step: a fixed number of times, or while a condition holds.
 *
 * ```ts
 * loop(1000, w, (w) => w.sub(grad(f)(w).mul(0.1)));
 * loop({ while: (x) => x.abs().greater(1e-6) }, x, (x) => x.mul(0.5));
 * ```
 * The state, a structure, keeps its shapes and dtypes. The whole loop is one node of the graph.
 */
export const loop = <S>(count: number | While<S>, state: S, step: (state: S, index: Tensor<"int32">) => S): S => {
  const fixed = typeof count === "number";
  if (fixed && (!Number.isInteger(count) || count < 0)) {
    throw new TensorError("data", `loop runs a whole number of times: got ${count}.`, {
      remedy: "Give an integer ≥ 0, or { while: (state) => condition }.",
    });
  }
  const condition = fixed ? undefined : (at: S) => checkCondition(tracing(() => count.while(at)));
  const start = flatten(state);
  const outputs = repeat({
    count: fixed ? count : undefined,
    ...(condition ? { condition: condition(unflatten(state, start)) } : {}),
    carried: start,
    rows: [],
    step: (index, carried) => {
      const next = tracing(() => step(unflatten(state, carried), index as Tensor<"int32">));
      const states = flattenLike(state, next, stateLaw("loop"));
      return {
        carried: states,
        stacked: [],
        ...(condition ? { condition: condition(unflatten(state, states)) } : {}),
      };
    },
  });
  return unflatten(state, outputs);
};

const checkCondition = (condition: AnyTensor): AnyTensor => {
  if (isTensor(condition) && condition.dtype === "bool" && condition.rank === 0) return condition;
  throw new TensorError("dtype", "The condition of a loop is a boolean scalar.", {
    operands: isTensor(condition) ? [{ name: "condition", shape: condition.shape, dtype: condition.dtype }] : [],
    remedy: "Compare a scalar, x.greater(0); to go on while any or all elements do: x.greater(0).any(), .all().",
  });
};

const readScan = options("scan", {
  /** From the last row to the first; the results stay in the order of the rows. */
  reverse: flag.default(false),
  /** The derivative computes each step again instead of keeping what it needs of it: less memory, one more forward pass. */
  rematerialize: flag.default(false),
});

/**
 * Walks over the rows (first axis) of `xs` with a state: `(state, x) => [state, y]`. Gives the last state and all `y`,
 * stacked.
 */
export const scan = <S, X, Y>(
  step: (state: S, x: X) => readonly [S, Returned<Y>],
  state: S,
  xs: X,
  given?: OptionsOf<typeof readScan>,
): [S, Y] => {
  const { reverse, rematerialize } = readScan(given);
  const rows = flatten(xs);
  const length = rowCount(xs);
  let result: Y | undefined;
  const outputs = repeat({
    count: length,
    reverse,
    rematerialize,
    carried: flatten(state),
    rows,
    step: (_, carried, slices) => {
      const [next, y] = tracing(() => step(unflatten(state, carried), unflatten(xs, slices)));
      result = y as Y;
      return {
        carried: flattenLike(state, next, stateLaw("scan")),
        stacked: y === undefined || y === null ? [] : flatten(y),
      };
    },
  });
  const count = flatten(state).length;
  const stacked = result === undefined || result === null ? result : unflatten(result, outputs.slice(count));
  return [unflatten(state, outputs.slice(0, count)), stacked as Y];
};

const rowCount = (xs: unknown): number => {
  const leaves = leavesOf(xs);
  const length = leaves[0]?.tensor.shape[0];
  if (length !== undefined && leaves.every(({ tensor }) => tensor.shape[0] === length)) return length;
  throw new TensorError(
    "shape",
    "scan needs the same number of rows along the first axis of everything it walks over.",
    {
      operands: leaves
        .slice(0, 8)
        .map(({ path, tensor }) => ({ name: path.join(".") || "xs", shape: tensor.shape, dtype: tensor.dtype })),
      remedy: "For a fixed number of steps without rows use loop.",
    },
  );
};

const stateLaw = (operation: string) => `A step of ${operation} must return a state of the same structure`;

/**
 * The result of one of two functions, only that one computed. To choose element by element use `where`.
 *
 * ```ts
 * cond(x.sum().greater(0), () => x.sqrt(), () => x.neg());
 * ```
 */
export const cond = <Args extends unknown[], Y>(
  predicate: Tensor<"bool">,
  whenTrue: (...operands: Args) => Returned<Y>,
  whenFalse: (...operands: Args) => Returned<Y>,
  ...operands: Args
): Y => {
  let result: Y | undefined;
  const run = (branch: (...operands: Args) => Returned<Y>) => () => {
    const value = tracing(() => branch(...operands));
    result ??= value;
    return flattenLike(result, value, "Both branches of cond must give results of the same structure");
  };
  const outputs = choose(predicate, run(whenTrue), run(whenFalse));
  return unflatten(result as Y, outputs);
};

/** A function whose derivative computes its values again instead of keeping them: memory for time. */
export const rematerialize =
  <Args extends unknown[], Y>(f: (...args: Args) => Returned<Y>) =>
  (...args: Args): Y => {
    let result: Y | undefined;
    const outputs = repeat({
      count: 1,
      rematerialize: true,
      carried: [],
      rows: flatten(args).map((tensor) => tensor.expandDims(0)),
      step: (_, __, slices) => {
        result = tracing(() => f(...unflatten(args, slices)));
        return { carried: [], stacked: flatten(result) };
      },
    });
    return unflatten(
      result as Y,
      outputs.map((output) => output.squeeze(0)),
    );
  };
