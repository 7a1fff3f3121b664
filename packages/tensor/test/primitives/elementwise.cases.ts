import * as t from "@kaviar/tensor";
import { applyOne } from "@kaviar/tensor/core/primitive";
import { positivePrimitive } from "@kaviar/tensor/primitives/positive";
import {
  type AnyTensor,
  all,
  broadcastable,
  type Case,
  type Cases,
  floats,
  numbers,
  type Operand,
  signed,
} from "./conformance.ts";

/** A function of `operands.length` tensors, with what is said of each. */
const of = (
  f: (...xs: never[]) => AnyTensor,
  operands: readonly Omit<Operand, "shape">[],
  options: Partial<Case> = {},
): Case => ({
  dtypes: floats,
  example: () =>
    broadcastable(operands.length).map((own) => ({
      operands: operands.map((each, i) => ({ ...each, shape: own[i]! })),
      f: (...xs) => [f(...(xs as never[]))],
    })),
  ...options,
});

const unary = (f: (x: AnyTensor) => AnyTensor, within?: readonly [number, number], options: Partial<Case> = {}): Case =>
  of(f, [within ? { within } : {}], options);

const binary = (f: (x: AnyTensor, y: AnyTensor) => AnyTensor, options: Partial<Case> = {}): Case =>
  of(f, [{}, {}], options);

/** Whole numbers, so that some are equal. */
const comparison = (f: (x: AnyTensor, y: AnyTensor) => AnyTensor, dtypes = numbers): Case =>
  of(
    f,
    [0, 1].map(() => ({ whole: true })),
    { dtypes },
  );

const logic = (f: (x: never, y: never) => AnyTensor): Case => of(f, [{}, {}], { dtypes: ["bool"] });

const away = [0.5, 2] as const;
export const elementwise = {
  abs: [unary(t.abs, undefined, { dtypes: signed })],
  acos: [unary(t.acos, [-0.9, 0.9])],
  add: [binary(t.add, { dtypes: numbers })],
  asin: [unary(t.asin, [-0.9, 0.9])],
  atan: [unary(t.atan, [-3, 3])],
  cast: all.map((to) => unary((x) => x.cast(to), [0, 3], { title: `to ${to}`, dtypes: all })),
  ceil: [unary(t.ceil, undefined, { dtypes: numbers })],
  clip: [
    of(t.clip as never, [{ within: [-3, 3] }, { within: [-2, -1] }, { within: [1, 2] }]),
    of(t.clip as never, [{ within: [0, 9] }, { within: [1, 3] }, { within: [5, 8] }], {
      title: "whole numbers",
      dtypes: ["int32", "int64", "uint32"],
    }),
  ],
  cos: [unary(t.cos, [-4, 4])],
  cosh: [unary(t.cosh)],
  div: [of(t.div as never, [{}, { within: away }])],
  equal: [comparison(t.equal, all)],
  erf: [unary(t.erf, [-3, 3])],
  exp: [unary(t.exp)],
  expm1: [unary(t.expm1)],
  floor: [unary(t.floor, undefined, { dtypes: numbers })],
  floorDiv: [
    of(t.floorDiv as never, [{}, { within: away }]),
    binary(t.floorDiv, { title: "whole numbers", dtypes: ["int32", "int64", "uint32"] }),
  ],
  isNaN: [unary(t.isNaN, undefined, { dtypes: numbers })],
  less: [comparison(t.less)],
  lessEqual: [comparison(t.lessEqual)],
  log: [unary(t.log, away)],
  log1p: [unary(t.log1p, [-0.5, 2])],
  logicalAnd: [logic(t.logicalAnd)],
  logicalNot: [unary(t.logicalNot as never, undefined, { dtypes: ["bool"] })],
  logicalOr: [logic(t.logicalOr)],
  logicalXor: [logic(t.logicalXor)],
  maximum: [binary(t.maximum, { dtypes: numbers })],
  minimum: [binary(t.minimum, { dtypes: numbers })],
  mod: [
    of(t.mod as never, [{}, { within: away }]),
    of(t.mod as never, [{}, { within: [-2, -0.5] }], { title: "negative divisor" }),
    binary(t.mod, { title: "whole numbers", dtypes: ["int32", "int64", "uint32"] }),
  ],
  mul: [binary(t.mul, { dtypes: numbers })],
  neg: [unary(t.neg, undefined, { dtypes: signed })],
  positive: [unary((x) => applyOne(positivePrimitive, [x], null))],
  pow: [
    of(t.pow as never, [{ within: away }, {}]),
    of(t.pow as never, [{ within: [-3, 3] }, { within: [0, 4] }], {
      title: "whole numbers",
      dtypes: ["int32", "int64"],
    }),
    ...[-1, 0, 0.5, 1, 2, 3, 2.5].map((y) => unary((x) => x.pow(y), away, { title: `to the ${y}` })),
  ],
  reciprocal: [unary(t.reciprocal, away)],
  relu: [unary(t.relu)],
  round: [unary(t.round, undefined, { dtypes: numbers })],
  sigmoid: [unary(t.sigmoid, [-4, 4])],
  sign: [unary(t.sign, undefined, { dtypes: signed })],
  sin: [unary(t.sin, [-4, 4])],
  sinh: [unary(t.sinh)],
  sqrt: [unary(t.sqrt, away)],
  sub: [binary(t.sub, { dtypes: numbers })],
  tan: [unary(t.tan, [-1.2, 1.2])],
  tanh: [unary(t.tanh)],
  where: [of(t.where as never, [{ dtype: "bool" }, {}, {}], { dtypes: all })],
} as const satisfies Cases;
