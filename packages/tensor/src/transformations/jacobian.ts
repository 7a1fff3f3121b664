import type { Card } from "@kaviar/base/card";
import { type AnyTensor, newestId, placeholder } from "../core/tensor.ts";
import { full } from "../primitives/constant.ts";
import { iota } from "../primitives/iota.ts";
import { flatten, type Returned, unflatten } from "../tracing/structure.ts";
import { tracing } from "../tracing/trace.ts";
import { batchGraphLast, lastToFront } from "./batch-last.ts";
import { grad, vjp } from "./differentiate.ts";
import { vmap } from "./vmap.ts";

/** The structure of Y with the structure of X in each place; a tensor by a tensor is a tensor. */
export type JacobianOf<Y, X> = Y extends AnyTensor ? X : { [Name in keyof Y]: JacobianOf<Y[Name], X> };

/**
 * All first derivatives: for each result (shape m) and argument (shape n) a tensor [m…, n…], Jᵢⱼ = ∂fᵢ/∂xⱼ. One pullback,
 * batched over the unit cotangents.
 *
 * ```ts
 * jacobian((x: Tensor) => x.square())(tensor([1, 2]));             // [[2, 0], [0, 4]]
 * ```
 * It has as many pullbacks as there are results: for few arguments and many results, `jvp` along each is cheaper.
 */
export const jacobian =
  <X, Rest extends unknown[], Y>(f: (x: X, ...rest: Rest) => Returned<Y>) =>
  (x: X, ...rest: Rest): JacobianOf<Y, X> => {
    const [value, pullback] = vjp<X, Y>((first) => f(first, ...rest), x);
    const outputs = flatten(value);
    const inputs = flatten(x);
    const blocks = outputs.map((output, place): X => {
      const rows = pullUnits(output, (unit) => {
        const cotangent = outputs.map((y, i) => (i === place ? unit : full(y.shape, 0, y.dtype)));
        return flatten(pullback(unflatten(value, cotangent)));
      });
      return unflatten(
        x,
        rows.map((row, i) => row.reshape([...output.shape, ...inputs[i]!.shape])),
      );
    });
    return replaceLeaves(value, blocks);
  };

jacobian.about = {
  name: "Jacobian",
  formula: "Jᵢⱼ = ∂fᵢ/∂xⱼ",
  use: "all first derivatives of a function with several results",
  pitfall: "it has as many pullbacks as there are results: for few arguments, jvp along each is cheaper",
  reference: "Baydin et al. 2018",
  seeAlso: ["hessian", "jvp", "vjp"],
} satisfies Card;

/**
 * All second derivatives of a scalar function: for arguments of shapes m and n a tensor [m…, n…].
 *
 * ```ts
 * hessian((v: Tensor) => v.pow(3).sum())(tensor([1, 2]));          // diag(6, 12)
 * ```
 * It has as many numbers as the argument has, squared; for products with it alone use `hvp`.
 */
export const hessian =
  <X, Rest extends unknown[]>(f: (x: X, ...rest: Rest) => AnyTensor) =>
  (x: X, ...rest: Rest): JacobianOf<X, X> =>
    jacobian((at: X, ...others: Rest) => grad(f)(at, ...others))(x, ...rest);

hessian.about = {
  name: "Hessian",
  formula: "Hᵢⱼ = ∂²f/∂xᵢ∂xⱼ",
  use: "curvature in all directions: Newton's method, eigenvalues, uncertainty",
  pitfall: "it has as many numbers as the argument has, squared: for products with it alone use hvp",
  reference: "Baydin et al. 2018",
  seeAlso: ["hvp", "newton", "criticalPoint"],
} satisfies Card;

/** Fewer are batched along the first axis. */
const manyUnits = 16;

/** What a pullback makes of each unit cotangent of an output: stacks with the units along the first axis. */
const pullUnits = (output: AnyTensor, pull: (unit: AnyTensor) => AnyTensor[]): AnyTensor[] => {
  const { size, shape, dtype } = output;
  if (size === 1) return pull(full(shape, 1, dtype)).map((row) => row.expandDims(0));
  const units = iota(size).reshape([size, 1]).equal(iota(size)).cast(dtype);
  if (size < manyUnits) return vmap((unit: AnyTensor) => pull(unit.reshape(shape)))(units);
  const since = newestId() + 1;
  const unit = placeholder(shape, dtype, "a unit cotangent");
  const pulled = tracing(() => pull(unit));
  const given = new Map([[unit, { tensor: units.reshape([...shape, size]), batched: true }]]);
  return batchGraphLast(pulled, given, size, since).map(({ tensor, batched }) =>
    batched ? lastToFront(tensor) : tensor.broadcastTo([size, ...tensor.shape]),
  );
};

/** A structure with other structures in place of its tensors. */
const replaceLeaves = <Y, X>(structure: Y, blocks: readonly X[]): JacobianOf<Y, X> =>
  unflatten<unknown>(structure, blocks as readonly never[]) as JacobianOf<Y, X>;
