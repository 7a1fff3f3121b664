import * as library from "@kaviar/tensor";
import { byName } from "../by-name.ts";
import type { Draft, Value } from "../draft.ts";
import { type Kind, partnerOf, smallPartner, tensorLike, tensorOf, within } from "../drawing.ts";
import { type AnyTensor, type Operation, operation } from "../operation.ts";

type Interval = readonly [low: number, high: number];
const everywhere: Interval = [-Infinity, Infinity];
const positive: Interval = [0.05, Infinity];

const unary = (name: string, kind: Kind = "float", [low, high]: Interval = everywhere): Operation =>
  operation({
    draw: (draft) => {
      const x = tensorOf(draft, kind);
      return { operands: [low === -Infinity ? x : within(draft, x, low, high)] };
    },
    run: ([x]) => byName(name)(x),
  });

/** One of the two may be a number in the code. */
interface Beside {
  readonly number?: number;
  readonly side?: "left";
}

const drawNumber = ({ dice }: Draft, dtype: string): number =>
  dtype.startsWith("float")
    ? dice.pick([0.5, -1.5, 2, 3, 0.75, -0.25, 1])
    : dtype === "bool"
      ? dice.int(0, 1)
      : dice.int(1, 4);

const binary = (
  name: string,
  kind: Kind,
  fit: (draft: Draft, x: Value, y: Value) => readonly Value[] = (_, x, y) => [x, y],
): Operation =>
  operation<Beside>({
    draw: (draft) => {
      const x = tensorOf(draft, kind);
      if (draft.dice.chance(0.25) && kind !== "bool") {
        const number = drawNumber(draft, x.dtype);
        return draft.dice.chance(0.4) && fit.length < 3
          ? { operands: [x], params: { number, side: "left" } }
          : { operands: [x], params: { number } };
      }
      const y = partnerOf(draft, x);
      return { operands: fit(draft, ...(draft.dice.chance(0.5) ? ([x, y] as const) : ([y, x] as const))) };
    },
    run: ([x, y], { number, side }) =>
      number === undefined ? byName(name)(x, y) : side === "left" ? byName(name)(number, x) : byName(name)(x, number),
  });

const awayFromZero = (draft: Draft, x: Value, y: Value): readonly Value[] =>
  y.numbers.every((n) => Math.abs(n) > 0.1) ? [x, y] : [x, within(draft, y, 0.1, Infinity)];

/** Integers are divided by 0 too. */
const divisor = (draft: Draft, x: Value, y: Value): readonly Value[] =>
  y.dtype.startsWith("float") ? awayFromZero(draft, x, y) : [x, y];

const pow = operation<Beside>({
  draw: (draft) => {
    const x = tensorOf(draft, "signed");
    if (!x.dtype.startsWith("float")) return { operands: [x], params: { number: draft.dice.int(0, 5) } };
    const base = within(draft, x, 0.1, 4);
    if (draft.dice.chance(0.4))
      return { operands: [base], params: { number: draft.dice.pick([0, 1, 2, 3, -1, -2, 0.5, -0.5, 1.5, 2.5]) } };
    if (draft.dice.chance(0.2)) return { operands: [x], params: { number: draft.dice.pick([2, 3, 4]) } };
    if (draft.dice.chance(0.2))
      return { operands: [within(draft, x, -3, 3)], params: { number: draft.dice.pick([0.5, 2, 3]), side: "left" } };
    return { operands: [base, within(draft, partnerOf(draft, base), -3, 3)] };
  },
  run: ([x, y], { number, side }) =>
    number === undefined ? byName("pow")(x, y) : side === "left" ? byName("pow")(number, x) : byName("pow")(x, number),
});

const clip = operation<{ readonly low?: number; readonly high?: number }>({
  draw: (draft) => {
    const x = tensorOf(draft, "number");
    const step = x.dtype.startsWith("float") ? 0.75 : 1;
    if (draft.dice.chance(0.5))
      return { operands: [x], params: { low: x.dtype === "uint32" ? 1 : -step, high: 2 * step } };
    return { operands: [x, partnerOf(draft, x), smallPartner(draft, x)] };
  },
  run: ([x, low, high], params) => library.clip(x!, (low ?? params.low) as never, (high ?? params.high) as never),
});

const where = operation<{ readonly number?: number }>({
  draw: (draft) => {
    const x = tensorOf(draft, "any");
    const condition = draft.dice.chance(0.5)
      ? tensorLike(draft, { dtype: "bool", shape: x.shape })
      : partnerOf(draft, { ...x, dtype: "bool" });
    if (draft.dice.chance(0.2)) return { operands: [condition, x], params: { number: drawNumber(draft, x.dtype) } };
    return { operands: [condition, x, smallPartner(draft, x)] };
  },
  run: ([condition, x, y], { number }) => library.where(condition as never, x!, (y ?? number) as never),
});

export const elementwise = {
  abs: unary("abs", "signed"),
  neg: unary("neg", "signed"),
  sign: unary("sign", "signed"),
  square: unary("square", "number"),
  exp: unary("exp", "float", [-5, 5]),
  expm1: unary("expm1", "float", [-5, 5]),
  log: unary("log", "float", positive),
  log1p: unary("log1p", "float", [-0.9, 100]),
  sqrt: unary("sqrt", "float", positive),
  rsqrt: unary("rsqrt", "float", positive),
  reciprocal: unary("reciprocal", "float", positive),
  sin: unary("sin"),
  cos: unary("cos"),
  tan: unary("tan", "float", [-1.3, 1.3]),
  asin: unary("asin", "float", [-0.95, 0.95]),
  acos: unary("acos", "float", [-0.95, 0.95]),
  atan: unary("atan"),
  sinh: unary("sinh", "float", [-5, 5]),
  cosh: unary("cosh", "float", [-5, 5]),
  tanh: unary("tanh"),
  sigmoid: unary("sigmoid"),
  relu: unary("relu"),
  erf: unary("erf"),
  floor: unary("floor", "number"),
  ceil: unary("ceil", "number"),
  round: unary("round", "number"),
  isNaN: unary("isNaN", "number"),
  isFinite: unary("isFinite", "number"),
  logicalNot: unary("logicalNot", "bool"),
  gelu: operation<{ readonly approximate: "none" | "tanh" }>({
    draw: (draft) => ({
      operands: [tensorOf(draft, "float")],
      params: { approximate: draft.dice.pick(["none", "tanh"]) },
    }),
    run: ([x], params) => library.gelu(x as never, params) as AnyTensor,
  }),
  add: binary("add", "number"),
  sub: binary("sub", "number"),
  mul: binary("mul", "number"),
  div: binary("div", "float", awayFromZero),
  mod: binary("mod", "number", divisor),
  floorDiv: binary("floorDiv", "number", divisor),
  maximum: binary("maximum", "number"),
  minimum: binary("minimum", "number"),
  pow,
  equal: binary("equal", "any"),
  notEqual: binary("notEqual", "any"),
  less: binary("less", "number"),
  lessEqual: binary("lessEqual", "number"),
  greater: binary("greater", "number"),
  greaterEqual: binary("greaterEqual", "number"),
  logicalAnd: binary("logicalAnd", "bool"),
  logicalOr: binary("logicalOr", "bool"),
  logicalXor: binary("logicalXor", "bool"),
  clip,
  where,
};
