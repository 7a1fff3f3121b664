import { isFloat } from "../dtype.ts";
import { TensorError } from "../error.ts";
import { full } from "../primitives/constant.ts";
import { identityPrimitive, stopGradientPrimitive } from "../primitives/identity.ts";
import { applyOne, type Cotangent } from "../primitives/primitive.ts";
import { sameShape } from "../shape.ts";
import { flatten, leavesOf, mapStructure, unflatten } from "../structure.ts";
import { type AnyTensor, newestId, type Tensor } from "../tensor.ts";
import { tracing } from "../trace.ts";
import { backward } from "./backward.ts";

/** A structure as something of its own to differentiate by, and what a function makes of it. */
export const traceBy = <X, Y>(
  f: (x: X) => Y,
  x: X,
): { readonly inputs: AnyTensor[]; readonly result: Y; readonly since: number } => {
  for (const { path, tensor } of leavesOf(x)) {
    if (isFloat(tensor.dtype)) continue;
    throw new TensorError(
      "derivative",
      `A derivative is by floats: argument${path.map((part) => `.${part}`).join("")} is ${tensor.dtype}.`,
      {
        remedy: "Pass it as a later argument, or close over it.",
      },
    );
  }
  const since = newestId() + 1;
  const inputs = flatten(x).map((tensor) => applyOne(identityPrimitive, [tensor], null));
  return { inputs, result: tracing(() => f(unflatten(x, inputs))), since };
};

const fillZeros = (cotangents: readonly Cotangent[], like: readonly AnyTensor[]): AnyTensor[] =>
  cotangents.map((d, i) => d ?? full(like[i]!.shape, 0, like[i]!.dtype));

/** The value of f and a function that turns a cotangent of the value into one of the argument: v ↦ vᵀJ. */
export const vjp = <X, Y>(f: (x: X) => Y, x: X): [Y, (cotangent: Y) => X] => {
  const { inputs, result, since } = traceBy(f, x);
  const outputs = flatten(result);
  const pullback = (cotangent: Y): X => {
    const cotangents = flatten(cotangent);
    checkMatch("The cotangent", cotangents, outputs);
    return unflatten(x, fillZeros(backward(outputs, cotangents, inputs, { since }), inputs));
  };
  return [result, pullback];
};

const checkMatch = (what: string, given: readonly AnyTensor[], expected: readonly AnyTensor[]): void => {
  const odd = expected.findIndex(
    (tensor, i) => !given[i] || !sameShape(given[i].shape, tensor.shape) || given[i].dtype !== tensor.dtype,
  );
  if (odd < 0 && given.length === expected.length) return;
  throw new TensorError("shape", `${what} must have the shapes and dtypes of what it belongs to.`, {
    operands: [
      ...(expected[odd] ? [{ name: "expected", ...describe(expected[odd]) }] : []),
      ...(given[odd] ? [{ name: "got", ...describe(given[odd]) }] : []),
    ],
  });
};

const describe = ({ shape, dtype }: AnyTensor) => ({ shape, dtype });

const scalarOf = (result: unknown): AnyTensor => {
  const [value, ...more] = flatten(result);
  if (value && more.length === 0 && value.rank === 0 && isFloat(value.dtype)) return value;
  const operands = value ? [{ name: "result", ...describe(value) }] : [];
  throw new TensorError("scalar", "grad needs a function with one float scalar as its result.", {
    operands,
    remedy: "Reduce it (x.sum(), x.mean()), or use jacobian or vjp for more outputs.",
  });
};

/** The gradient of a scalar function by its first argument, a structure; further arguments are passed on. */
export const grad =
  <X, Rest extends unknown[]>(f: (x: X, ...rest: Rest) => unknown) =>
  (x: X, ...rest: Rest): X =>
    valueAndGrad(f)(x, ...rest)[1];

/** The value of a scalar function and its gradient by the first argument, from one pass. */
export const valueAndGrad =
  <X, Rest extends unknown[], Y>(f: (x: X, ...rest: Rest) => Y) =>
  (x: X, ...rest: Rest): [Y, X] => {
    const { inputs, result, since } = traceBy((first: X) => f(first, ...rest), x);
    const value = scalarOf(result);
    const one = full([], 1, value.dtype);
    return [result, unflatten(x, fillZeros(backward([value], [one], inputs, { since }), inputs))];
  };

/** The value of f at x and its directional derivative along v: J v. */
export const jvp = <X, Y>(f: (x: X) => Y, x: X, v: X): [Y, Y] => {
  checkMatch("The direction", flatten(v), flatten(x));
  const { inputs, result, since } = traceBy(f, x);
  const outputs = flatten(result);
  // vᵀ ↦ vᵀJ is linear; its own derivative along the direction is J v (Bradbury, Johnson: "vjp of vjp").
  const seed = newestId() + 1;
  const cotangents = outputs.map((y) =>
    isFloat(y.dtype) ? applyOne(identityPrimitive, [full(y.shape, 0, y.dtype)], null) : undefined,
  );
  const pulled = backward(outputs, cotangents, inputs, { since });
  const reached = pulled.flatMap((d, i) => (d ? [i] : []));
  const directions = flatten(v);
  const wrt = cotangents.filter((d) => d !== undefined);
  const pushed = backward(
    reached.map((i) => pulled[i]!),
    reached.map((i) => directions[i]),
    wrt,
    { since: seed },
  );
  const tangents = outputs.map((y, i) => {
    const place = wrt.indexOf(cotangents[i]!);
    return (place >= 0 ? pushed[place] : undefined) ?? full(y.shape, 0, y.dtype);
  });
  return [result, unflatten(result, tangents)];
};

/** The product of the Hessian of a scalar function with a direction, without the Hessian. */
export const hvp =
  <X, Rest extends unknown[]>(f: (x: X, ...rest: Rest) => unknown) =>
  (x: X, v: X, ...rest: Rest): X => {
    checkMatch("The direction", flatten(v), flatten(x));
    const directions = flatten(v);
    // ∇(∇f · v) = H v
    const along = (at: X): AnyTensor =>
      flatten(grad(f)(at, ...rest))
        .map((g, i) => g.mul(directions[i]!).sum())
        .reduce((total, part) => total.add(part));
    return grad(along)(x);
  };

/** The same value, constant to every derivative. */
export const stopGradient = <X>(x: X): X =>
  mapStructure((tensor) => applyOne(stopGradientPrimitive, [tensor], null), x);

export type ScalarFunction<X> = (x: X) => Tensor<"float32"> | Tensor<"float64">;
