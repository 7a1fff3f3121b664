import { full } from "../primitives/constant.ts";
import { iota } from "../primitives/iota.ts";
import { flatten, unflatten } from "../structure.ts";
import type { AnyTensor } from "../tensor.ts";
import { grad, vjp } from "./differentiate.ts";
import { vmap } from "./vmap.ts";

/**
 * All first derivatives: for each result (shape m) and argument (shape n) a tensor [m…, n…], Jᵢⱼ = ∂fᵢ/∂xⱼ. One pullback,
 * batched over the unit cotangents.
 */
export const jacobian =
  <X, Rest extends unknown[], Y>(f: (x: X, ...rest: Rest) => Y) =>
  // The result has the structure of Y with the structure of X in each place; a tensor by a tensor is a tensor.
  (x: X, ...rest: Rest): Y extends AnyTensor ? X : Y => {
    const [value, pullback] = vjp((first: X) => f(first, ...rest), x);
    const outputs = flatten(value);
    const inputs = flatten(x);
    const blocks = outputs.map((output, place): AnyTensor[] => {
      const units = iota(output.size).reshape([output.size, 1]).equal(iota(output.size)).cast(output.dtype);
      const rows = vmap((unit: AnyTensor) => {
        const cotangent = outputs.map((y, i) => (i === place ? unit.reshape(y.shape) : full(y.shape, 0, y.dtype)));
        return flatten(pullback(unflatten(value, cotangent)));
      })(units);
      return rows.map((row, i) => row.reshape([...output.shape, ...inputs[i]!.shape]));
    });
    const nested = blocks.map((block) => unflatten(x, block)) as unknown as AnyTensor[];
    return unflatten(value, nested) as never;
  };

/** All second derivatives of a scalar function: for arguments of shapes m and n a tensor [m…, n…]. */
export const hessian =
  <X, Rest extends unknown[]>(f: (x: X, ...rest: Rest) => unknown) =>
  (x: X, ...rest: Rest) =>
    jacobian((at: X, ...others: Rest) => grad(f)(at, ...others))(x, ...rest);
