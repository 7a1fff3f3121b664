import type { Attribute, OnnxGraph } from "../onnx/model.ts";
import { type AnyElements, type DType, elementsFrom } from "../values/dtype.ts";
import { type Shape, sizeOf } from "../values/shape.ts";
import type { Body } from "./body.ts";

type Attributes = Readonly<Record<string, Attribute>>;

/** What a lowering rule writes with: each call adds to the graph that is being built and returns value names. */
export interface Emit {
  /** An operator with one output. */
  op(type: string, inputs: readonly string[], attributes?: Attributes): string;
  /** An operator with several outputs. */
  ops(type: string, inputs: readonly string[], outputs: number, attributes?: Attributes): string[];
  constant(dtype: DType, shape: Shape, values: ArrayLike<number | bigint | boolean>): string;
  scalar(dtype: DType, value: number): string;
  /** An int64 vector: shapes, axes, pads. */
  ints(values: readonly number[]): string;
  /** A body as a subgraph whose inputs get the names that `bind` makes of its fresh ones. */
  subgraph(write: (emit: Emit, graph: OnnxGraph) => void): OnnxGraph;
  /** Writes the nodes of a body, its formals standing for the given values; returns the names of its outputs. */
  body(body: Body, values: readonly string[]): string[];
  /** A name that no other value of the model has. */
  fresh(): string;
}

/** A counter shared by a graph and its subgraphs: a runtime confuses an inner name with an equal outer one. */
export interface Names {
  next: number;
}

/**
 * `writeBody` comes from the caller: lowering knows how to walk a body, writing operators does not. `share` writes equal
 * constants once.
 */
export const createEmit = (
  graph: OnnxGraph,
  names: Names,
  label: () => string,
  writeBody: (emit: Emit, body: Body, values: readonly string[]) => string[],
  share = true,
): Emit => {
  const constants = new Map<string, string>();
  const fresh = () => `v${names.next++}`;

  const store = (dtype: DType, shape: Shape, elements: AnyElements): string => {
    const key = share && sizeOf(shape) <= 16 ? `${dtype}|${shape.join()}|${showBits(elements)}` : undefined;
    const known = key && constants.get(key);
    if (known) return known;
    const name = fresh();
    if (key) constants.set(key, name);
    graph.initializers.push({ name, dtype, shape, elements });
    return name;
  };

  const emit: Emit = {
    fresh,
    op: (type, inputs, attributes) => emit.ops(type, inputs, 1, attributes)[0]!,
    ops: (op, inputs, count, attributes = {}) => {
      const outputs = Array.from({ length: count }, fresh);
      graph.nodes.push({ op, name: `${label()}/${outputs[0]}`, inputs, outputs, attributes });
      return outputs;
    },
    constant: (dtype, shape, values) => store(dtype, shape, elementsFrom(dtype, values)),
    scalar: (dtype, value) => emit.constant(dtype, [], [value]),
    ints: (values) => emit.constant("int64", [values.length], values),
    subgraph: (write) => {
      const inner: OnnxGraph = { name: `g${names.next++}`, inputs: [], outputs: [], nodes: [], initializers: [] };
      write(createEmit(inner, names, label, writeBody, share), inner);
      return inner;
    },
    body: (body, values) => writeBody(emit, body, values),
  };
  return emit;
};

/** Distinguishes −0 from 0 and one NaN from another. */
const showBits = (elements: AnyElements): string =>
  new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength).join();

/**
 * Declares the outputs of a subgraph. The runtime wants each to be made inside it and to be one output only: anything
 * else goes through Identity.
 */
export const writeOutputs = (
  within: Emit,
  subgraph: OnnxGraph,
  names: readonly string[],
  tensors: readonly { readonly dtype: DType; readonly shape: Shape }[],
): void => {
  const own = new Set(subgraph.nodes.flatMap((node) => node.outputs));
  names.forEach((name, i) => {
    const output = own.delete(name) ? name : within.op("Identity", [name]);
    subgraph.outputs.push({ name: output, dtype: tensors[i]!.dtype, shape: tensors[i]!.shape });
  });
};
