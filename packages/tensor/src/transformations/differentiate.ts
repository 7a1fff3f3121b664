import type { Card } from "@kaviar/base/card";
import { backward } from "../core/backward.ts";
import { applyOne, type Cotangent } from "../core/primitive.ts";
import { substitute } from "../core/rewrite.ts";
import { type AnyTensor, newestId, placeholder } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { full } from "../primitives/constant.ts";
import { identityPrimitive, stopGradientPrimitive } from "../primitives/identity.ts";
import { flatten, flattenLike, leavesOf, mapStructure, type Returned, unflatten } from "../tracing/structure.ts";
import { tracing } from "../tracing/trace.ts";
import { isFloat } from "../values/dtype.ts";
import { sameShape } from "../values/shape.ts";

/** A structure as something of its own to differentiate by, and what a function makes of it. */
const traceBy = <X, Y>(
  f: (x: X) => Returned<Y>,
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
export const vjp = <X, Y>(f: (x: X) => Returned<Y>, x: X): [Y, (cotangent: Y) => X] => {
  const { inputs, result, since } = traceBy(f, x);
  const outputs = flatten(result);
  // Now and not when it is called: by then, values may have been computed and no longer know where they came from.
  const arriving = outputs.map(({ shape, dtype }) => placeholder(shape, dtype, "a cotangent"));
  const leaving = fillZeros(backward(outputs, arriving, inputs, { since }), inputs);
  const pullback = (cotangent: Y): X => {
    return unflatten(x, substitute(leaving, arriving, flattenMatching("The cotangent", cotangent, result)));
  };
  return [result, pullback];
};

vjp.about = {
  name: "Pullback",
  formula: "d ↦ Jᵀd",
  use: "one pass back for each cotangent: few results of many arguments",
  pitfall: "a Jacobian takes as many pullbacks as there are results",
  reference: "Baydin et al. 2018, 3.2",
  seeAlso: ["jvp", "grad", "jacobian"],
} satisfies Card;

/** The tensors of a cotangent or direction, which is like what it belongs to. */
export const flattenMatching = (what: string, given: unknown, like: unknown): AnyTensor[] => {
  const tensors = flattenLike(like, given, `${what} must have the structure of what it belongs to`);
  const expected = flatten(like);
  const odd = expected.findIndex(
    ({ shape, dtype }, i) => !sameShape(tensors[i]!.shape, shape) || tensors[i]!.dtype !== dtype,
  );
  if (odd < 0) return tensors;
  throw new TensorError("shape", `${what} must have the shapes and dtypes of what it belongs to.`, {
    operands: [
      { name: "expected", ...shapeAndDType(expected[odd]!) },
      { name: "got", ...shapeAndDType(tensors[odd]!) },
    ],
  });
};

const shapeAndDType = ({ shape, dtype }: AnyTensor) => ({ shape, dtype });

const scalarOf = (result: unknown): AnyTensor => {
  const [value, ...more] = flatten(result);
  if (value && more.length === 0 && value.rank === 0 && isFloat(value.dtype)) return value;
  const operands = value ? [{ name: "result", ...shapeAndDType(value) }] : [];
  throw new TensorError("scalar", "grad needs a function with one float scalar as its result.", {
    operands,
    remedy: "Reduce it (x.sum(), x.mean()), or use jacobian or vjp for more outputs.",
  });
};

/** The gradient of a scalar function by its first argument, a structure; further arguments are passed on. */
export const grad =
  <X, Rest extends unknown[]>(f: (x: X, ...rest: Rest) => AnyTensor) =>
  (x: X, ...rest: Rest): X =>
    valueAndGrad(f)(x, ...rest)[1];

grad.about = {
  name: "Gradient",
  formula: "∇f",
  use: "a number that depends on many: all its slopes in one pass back",
  pitfall: "the function must give one number; through integers and stopGradient its slope is 0",
  reference: "Linnainmaa 1970; Baydin et al. 2018",
  seeAlso: ["valueAndGrad", "hvp", "checkGradients"],
} satisfies Card;

/** The value of a scalar function and its gradient by the first argument, from one pass. */
export const valueAndGrad =
  <X, Rest extends unknown[], Y extends AnyTensor>(f: (x: X, ...rest: Rest) => Y) =>
  (x: X, ...rest: Rest): [Y, X] => {
    const { inputs, result, since } = traceBy((first: X) => f(first, ...rest), x);
    const value = scalarOf(result);
    const one = full([], 1, value.dtype);
    return [result, unflatten(x, fillZeros(backward([value], [one], inputs, { since }), inputs))];
  };

valueAndGrad.about = {
  name: "Value and gradient",
  formula: "(f, ∇f)",
  use: "a training step that shows its loss: the value is computed for the gradient anyway",
  pitfall: "the function must give one number",
  reference: "Baydin et al. 2018",
  seeAlso: ["grad", "vjp"],
} satisfies Card;

/** The value of f at x and its directional derivative along v: J v. */
export const jvp = <X, Y>(f: (x: X) => Returned<Y>, x: X, v: X): [Y, Y] => {
  const directions = flattenMatching("The direction", v, x);
  const { inputs, result, since } = traceBy(f, x);
  const outputs = flatten(result);
  // vᵀ ↦ vᵀJ is linear; its own derivative along the direction is J v (Bradbury, Johnson: "vjp of vjp").
  const seed = newestId() + 1;
  const cotangents = outputs.map((y) =>
    isFloat(y.dtype) ? applyOne(identityPrimitive, [full(y.shape, 0, y.dtype)], null) : undefined,
  );
  const pulled = backward(outputs, cotangents, inputs, { since });
  const reached = pulled.flatMap((d, i) => (d ? [i] : []));
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

jvp.about = {
  name: "Pushforward",
  formula: "(f(x), Jv)",
  use: "the slope along one direction: many results of few arguments",
  pitfall: "a gradient takes as many pushforwards as there are arguments",
  reference: "Baydin et al. 2018, 3.1",
  seeAlso: ["vjp", "hvp", "jacobian"],
} satisfies Card;

/** The product of the Hessian of a scalar function with a direction, without the Hessian. */
export const hvp =
  <X, Rest extends unknown[]>(f: (x: X, ...rest: Rest) => AnyTensor) =>
  (x: X, v: X, ...rest: Rest): X => {
    flattenMatching("The direction", v, x);
    // The Hessian is symmetric: vᵀH, one pullback of the gradient, is H v.
    const [, pullback] = vjp((at: X) => grad(f)(at, ...rest), x);
    return pullback(v);
  };

hvp.about = {
  name: "Hessian-vector product",
  formula: "Hv",
  use: "curvature along a direction, for any number of variables",
  pitfall: "one product for each direction: for all of H take hessian",
  reference: "Pearlmutter 1994",
  seeAlso: ["hessian", "grad"],
} satisfies Card;

/** The same value, constant to every derivative. */
export const stopGradient = <X>(x: X): X =>
  mapStructure((tensor) => applyOne(stopGradientPrimitive, [tensor], null), x);
