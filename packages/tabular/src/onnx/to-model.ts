import type { Attribute, OnnxArray, OnnxGraph, OnnxModel, OnnxNode, OnnxValue } from "@kaviar/tensor/onnx";
import type { BuiltBody, BuiltGraph, BuiltNode } from "./built-graph.ts";
import type { GraphAttribute, GraphConstant, WireType } from "./graph-builder.ts";

/** Operators of these versions and no others: what ONNX Runtime of Node, of the browser and of Python all have. */
const opsets = { "": 21, "ai.onnx.ml": 5 };

export interface GraphPort {
  readonly name: string;
  readonly type: WireType;
  readonly shape: readonly (number | string)[];
}

interface GraphPorts {
  readonly inputs: readonly GraphPort[];
  readonly outputs: readonly GraphPort[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly doc: string;
}

/** The ONNX model of a graph that was built, with its inputs, its outputs, and what it says of itself. */
export const modelOfGraph = (
  { nodes, constants }: BuiltGraph,
  { inputs, outputs, metadata, doc }: GraphPorts,
): OnnxModel => ({
  graph: {
    name: "pipeline",
    inputs: inputs.map(portOf),
    outputs: outputs.map(portOf),
    nodes: nodes.map((node, i) => nodeOf(node, `${node.op}_${i}`)),
    initializers: constants.map(({ name, ...constant }) => ({ name, ...arrayOf(constant) })),
  },
  opsets,
  metadata,
  doc,
});

const nodeOf = ({ op, domain, inputs, outputs, attributes, body }: BuiltNode, name: string): OnnxNode => ({
  op,
  ...(domain === "" ? {} : { domain }),
  name,
  inputs,
  outputs,
  attributes: {
    ...Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, attributeOf(key, value)])),
    ...(body ? { body: { graph: bodyOf(body, name) } } : {}),
  },
});

const bodyOf = ({ row, width, nodes, results }: BuiltBody, name: string): OnnxGraph => ({
  name,
  inputs: [portOf({ name: row, type: "double", shape: [width] })],
  outputs: results.map(portOf),
  nodes: nodes.map((node, i) => nodeOf(node, `${name}_${node.op}_${i}`)),
  initializers: [],
});

const portOf = ({ name, type, shape }: GraphPort): OnnxValue => ({ name, dtype: dtypes[type], shape });

const attributeOf = (name: string, value: GraphAttribute): Attribute =>
  typeof value === "object" && "tensor" in value ? { tensor: { name, ...arrayOf(value.tensor) } } : value;

const dtypes = {
  double: "float64",
  float: "float32",
  string: "string",
  int32: "int32",
  int64: "int64",
  bool: "bool",
  uint8: "uint8",
} as const satisfies Record<WireType, OnnxValue["dtype"]>;

const arrayOf = ({ type, shape, elements }: GraphConstant): OnnxArray => {
  if (type === "string") return { dtype: "string", shape, elements: elements as readonly string[] };
  const numbers = elements as ArrayLike<number>;
  switch (type) {
    case "double":
      return { dtype: "float64", shape, elements: Float64Array.from(numbers) };
    case "float":
      return { dtype: "float32", shape, elements: Float32Array.from(numbers) };
    case "int32":
      return { dtype: "int32", shape, elements: Int32Array.from(numbers) };
    case "int64":
      return { dtype: "int64", shape, elements: BigInt64Array.from(Array.from(elements as ArrayLike<number>, BigInt)) };
    case "bool":
      return { dtype: "bool", shape, elements: Uint8Array.from(numbers) };
    case "uint8":
      return { dtype: "uint8", shape, elements: Uint8Array.from(numbers) };
  }
};
