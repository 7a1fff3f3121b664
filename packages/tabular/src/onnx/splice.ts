import { type DecodedAttribute, decodeOnnx, type OnnxArray } from "@kaviar/tensor/onnx";
import { TableError } from "../error.ts";
import type { GraphAttribute, GraphBuilder, GraphConstant, WireType } from "./graph-builder.ts";

/**
 * The graph of an ONNX file of one input and one output as a part of another graph: `input` is fed to it, and what it
 * makes is given back.
 */
export const splice = (bytes: Uint8Array, input: string, builder: GraphBuilder): string => {
  const { graph } = decodeOnnx(bytes);
  const [port] = graph.inputs;
  const [result] = graph.outputs;
  if (!port || !result || graph.inputs.length + graph.outputs.length !== 2) {
    throw new TableError("export", "A graph that becomes part of another has one input and one output.");
  }
  const names = new Map([
    ["", ""],
    [port.name, input],
  ]);
  const known = (name: string): string => {
    const own = names.get(name);
    if (own === undefined) throw new TableError("export", `A graph makes what it reads: nothing makes "${name}".`);
    return own;
  };
  for (const { name, read } of graph.initializers) names.set(name, builder.constant(constantOf(read())));
  for (const { op, inputs, outputs, attributes } of graph.nodes) {
    const made = builder.nodeWith(op, outputs.length, inputs.map(known), {
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, attributeOf(op, value)])),
    });
    outputs.forEach((name, i) => {
      names.set(name, made[i]!);
    });
  }
  return known(result.name);
};

const types: { readonly [D in OnnxArray["dtype"]]?: WireType } = {
  float32: "float",
  float64: "double",
  int32: "int32",
  int64: "int64",
  bool: "bool",
  uint8: "uint8",
  string: "string",
};

const constantOf = ({ dtype, shape, elements }: OnnxArray): GraphConstant => {
  const type = types[dtype];
  if (!type) throw new TableError("export", `No tensor of a pipeline's graph is ${dtype}.`);
  return { type, shape, elements: elements as GraphConstant["elements"] };
};

/** A decoded number does not say whether it was a float: those that may be are none of a prediction's operators. */
const attributeOf = (op: string, value: DecodedAttribute): GraphAttribute => {
  if (typeof value === "number" ? Number.isInteger(value) : typeof value === "string") return value as GraphAttribute;
  if (Array.isArray(value) && value.every(Number.isInteger)) return value as readonly number[];
  if (typeof value === "object" && "tensor" in value) return { tensor: constantOf(value.tensor) };
  throw new TableError("export", `${op} has an attribute that cannot be carried into another graph.`);
};
