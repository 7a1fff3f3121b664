import { encode } from "../onnx/encode.ts";
import type { Attribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from "../onnx/model.ts";
import type { Feed } from "../runtimes/runtime.ts";
import type { AnyElements, DType } from "../values/dtype.ts";

/** Small ONNX files by hand: what a runtime is asked to run, without the engine. */
export const model = (graph: Partial<OnnxGraph>): Uint8Array =>
  encode({
    graph: { name: "conformance", inputs: [], outputs: [], nodes: [], initializers: [], ...graph },
    opsets: { "": 20 },
    metadata: {},
  });

export const value = (name: string, dtype: DType, shape: readonly number[]): OnnxValue => ({ name, dtype, shape });

export const node = (
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, Attribute>> = {},
): OnnxNode => ({ op, name: `${op}/${outputs[0]}`, inputs, outputs, attributes });

export const int64 = (
  name: string,
  numbers: readonly number[],
  shape: readonly number[] = [numbers.length],
): OnnxTensor => ({
  name,
  dtype: "int64",
  shape,
  elements: BigInt64Array.from(numbers, BigInt),
});

export const float32 = (
  name: string,
  numbers: readonly number[],
  shape: readonly number[] = [numbers.length],
): OnnxTensor => ({
  name,
  dtype: "float32",
  shape,
  elements: Float32Array.from(numbers),
});

/** y = f(x), one operator on one input. */
export const unary = (op: string, dtype: DType, shape: readonly number[], result: DType = dtype): Uint8Array =>
  model({ inputs: [value("x", dtype, shape)], outputs: [value("y", result, shape)], nodes: [node(op, ["x"], ["y"])] });

/** `states` through a loop: `count` comes as the input "count"; the body's outputs are named `<state>.next`. */
export const loopNode = (
  states: readonly OnnxValue[],
  stacked: readonly OnnxValue[],
  nodes: readonly OnnxNode[],
  { count = "count", prefix = "" }: { readonly count?: string; readonly prefix?: string } = {},
): OnnxNode => {
  const body: OnnxGraph = {
    name: `${prefix}body`,
    inputs: [value(`${prefix}i`, "int64", []), value(`${prefix}go`, "bool", []), ...states],
    outputs: [
      value(`${prefix}on`, "bool", []),
      ...states.map((state) => ({ ...state, name: `${state.name}.next` })),
      ...stacked,
    ],
    nodes: [node("Identity", [`${prefix}go`], [`${prefix}on`]), ...nodes],
    initializers: [],
  };
  const outputs = [...states, ...stacked].map(({ name }) => `${name}.out`);
  return node("Loop", [count, "", ...states.map(({ name }) => `${name}.start`)], outputs, { body: { graph: body } });
};

export const feed = (dtype: DType, elements: AnyElements, shape: readonly number[] = [elements.length]): Feed => ({
  dtype,
  shape,
  elements,
});

export const floats = (numbers: readonly number[], shape?: readonly number[]) =>
  feed("float32", Float32Array.from(numbers), shape);
export const count = (steps: number) => feed("int64", BigInt64Array.of(BigInt(steps)), []);

/** Numbers without a pattern, the same everywhere. */
export const noise = (length: number, seed = 1): Float32Array => {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
};
