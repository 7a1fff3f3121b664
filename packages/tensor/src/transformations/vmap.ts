import { asBatch, batchGraph, bindBatched } from "../core/batching.ts";
import { newestId, placeholder } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { flatten, leavesOf, type Returned, unflatten } from "../tracing/structure.ts";
import { tracing } from "../tracing/trace.ts";

/**
 * A function of one example, applied to stacks of them at once: all arguments have the examples along their first axis,
 * and so have the results.
 *
 * ```ts
 * vmap((x: Tensor, y: Tensor) => grad(loss)(w, x, y))(xs, ys)      // a gradient for each example
 * ```
 * What is the same for all examples is closed over.
 */
export const vmap =
  <Args extends unknown[], Y>(f: (...args: Args) => Returned<Y>) =>
  (...args: Args): Y => {
    const stacks = flatten(args);
    const size = exampleCount(args);
    const since = newestId() + 1;
    const examples = stacks.map(({ shape, dtype }) => placeholder(shape.slice(1), dtype, "one example of a vmap"));
    const result = tracing(() => f(...unflatten(args, examples)));
    const outputs = flatten(result);
    const given = bindBatched(
      examples,
      stacks,
      stacks.map(() => true),
    );
    return unflatten(
      result,
      batchGraph(outputs, given, size, since).map((each) => asBatch(each, size)),
    );
  };

const exampleCount = (args: readonly unknown[]): number => {
  const leaves = leavesOf(args);
  const size = leaves[0]?.tensor.shape[0];
  const odd = leaves.find(({ tensor }) => tensor.shape[0] === undefined || tensor.shape[0] !== size);
  if (size !== undefined && !odd) return size;
  throw new TensorError("shape", "vmap needs the same number of examples along the first axis of every argument.", {
    operands: leaves
      .slice(0, 8)
      .map(({ path, tensor }) => ({ name: path.join("."), shape: tensor.shape, dtype: tensor.dtype })),
    remedy: "Close over what is the same for all examples instead of passing it.",
  });
};
