import { tensor } from "@kaviar/tensor";
import { evaluate } from "@kaviar/tensor/reference/evaluate";
import { describe, expect, it } from "vitest";
import type { AnyTensor } from "./primitives/conformance.ts";

const odd = [
  Number.NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  1e30,
  -1e30,
  2 ** -10,
  20.5,
  -20.5,
  -40,
];

const unary = [
  "abs",
  "acos",
  "asin",
  "atan",
  "ceil",
  "cosh",
  "erf",
  "exp",
  "expm1",
  "floor",
  "isFinite",
  "isNaN",
  "log",
  "log1p",
  "neg",
  "reciprocal",
  "relu",
  "round",
  "sigmoid",
  "sign",
  "sinh",
  "sqrt",
  "tanh",
] as const;
const binary = [
  "add",
  "div",
  "equal",
  "floorDiv",
  "greater",
  "greaterEqual",
  "less",
  "lessEqual",
  "maximum",
  "minimum",
  "mod",
  "mul",
  "pow",
  "sub",
] as const;

const line = [1.5, 3, -1, 0.5, 1];
const alongLines = [
  "all",
  "any",
  "argmax",
  "argmin",
  "argsort",
  "cumsum",
  "logSoftmax",
  "logSumExp",
  "max",
  "mean",
  "min",
  "norm",
  "prod",
  "softmax",
  "sort",
  "std",
  "sum",
  "variance",
] as const;

/** The definition knows no float32: what it says is rounded, and compared to a few units in the last place. */
const expectSame = async (y: AnyTensor, dtype: "float32" | "float64", describeAt: (i: number) => string, slack = 4) => {
  const [expected] = evaluate([y]);
  const computed = await y.data();
  const round = dtype === "float32" ? Math.fround : (value: number) => value;
  const unit = dtype === "float32" ? 2 ** -23 : 2 ** -52;
  computed.forEach((value, i) => {
    const [actual, wanted] = [Number(value), round(expected!.data[i]!)];
    const same = Object.is(actual, wanted) || Math.abs(actual - wanted) <= slack * unit * Math.abs(wanted);
    expect(same, `${describeAt(i)} = ${actual}, by definition ${wanted}`).toBe(true);
  });
};

describe.each(["float32", "float64"] as const)("at NaN, infinities, zeros and large numbers, %s", (dtype) => {
  const x = tensor(odd, { dtype });

  it.each(unary)("%s is what its definition says", async (name) => {
    // float32: a product with a rounded factor; sigmoid is off by 2e-4 near −10 and 0 below −18.
    const inputs = name === "sigmoid" && dtype === "float32" ? x.maximum(-2.5) : x;
    await expectSame(inputs[name](), dtype, (i) => `${name}(${odd[i]})`, name === "sigmoid" ? 1000 : 8);
  });

  it.each(binary)("%s is what its definition says", async (name) => {
    const pairs = x.expandDims(1)[name](x);
    await expectSame(pairs, dtype, (i) => `${name}(${odd[Math.floor(i / odd.length)]}, ${odd[i % odd.length]})`);
  });

  it.each(alongLines)("%s of lines with them is what its definition says", async (name) => {
    const lines = [0, 1, 2, 3].flatMap((at) =>
      [0, 1, 2, 3].flatMap((other) =>
        odd.slice(0, 6).flatMap((a) => [Number.NaN, Infinity].map((b) => line.with(at, a).with(other, b))),
      ),
    );
    const y = tensor(lines, { dtype });
    const at = (i: number) => `${name} [${lines[Math.floor((i * lines.length) / found.size)]}]`;
    const found = y[name](-1) as AnyTensor;
    await expectSame(found, dtype, at, 8);
  });

  it("topK gives the largest and the smallest of lines with them, and their numbers", async () => {
    const y = tensor([[2, Number.NaN, Infinity, -1, Number.NaN, -Infinity]], { dtype });
    const [largest, smallest] = [y.topK(3), y.topK(3, -1, { largest: false })];
    expect(await largest[1].array()).toEqual([[1, 4, 2]]);
    expect(await largest[0].array()).toEqual([[Number.NaN, Number.NaN, Infinity]]);
    expect(await smallest[1].array()).toEqual([[5, 3, 0]]);
    expect(await y.argsort().array()).toEqual([[5, 3, 0, 2, 1, 4]]);
  });
});
