import { type Body, bodyNodes, formals } from "../core/body.ts";
import { createEmit, type Emit, writeOutputs } from "../core/emit.ts";
import type { AnyTensor, Node } from "../core/tensor.ts";
import { nodesBehind } from "../core/walk.ts";
import { TensorError } from "../errors/error.ts";
import type { OnnxGraph, OnnxModel } from "../onnx/model.ts";
import type { AnyElements } from "../values/dtype.ts";
import { inputsRead, onlyRead } from "./read.ts";

export interface Lowered {
  readonly model: OnnxModel;
  /** The inputs that the graph reads, by their place; each is named `in0`, `in1`, … after that. */
  readonly inputs: readonly number[];
  /** The node that each ONNX node's name begins with, for messages. */
  readonly nodes: readonly Node[];
}

/** The opset: LayerNormalization, BitwiseXor and Split by number are in it, and every current runtime knows it. */
const opset = 20;

export const inputName = (place: number): string => `in${place}`;

export const storedName = (place: number): string => `p${place}`;

interface LowerOptions {
  /** Equal constants are written once (true). Not where traces of several sizes shall correspond: a length may happen to be equal to another. */
  readonly share?: boolean;
  /** Inputs that nothing reads are inputs of the model all the same. */
  readonly declareAll?: boolean;
  /** Placeholders whose elements the file keeps as they are; those that are read become `p0`, `p1`, … by place. */
  readonly stored?: readonly Stored[];
}

interface Stored {
  readonly tensor: AnyTensor;
  readonly elements: AnyElements;
}

/** Writes a prepared graph as an ONNX model. */
export const lower = (
  inputs: readonly AnyTensor[],
  outputs: readonly AnyTensor[],
  { declareAll = false, stored = [], share = true }: LowerOptions = {},
): Lowered => {
  const graph: OnnxGraph = { name: "kaviar", inputs: [], outputs: [], nodes: [], initializers: [] };
  const nodes: Node[] = [];
  let current = "";
  const write = (emit: Emit, list: readonly Node[], names: Map<AnyTensor, string>) => {
    const nameOf = (tensor: AnyTensor): string => names.get(tensor) ?? unbound(tensor);
    for (const node of list) {
      const before = current;
      current = `${node.primitive.name}#${nodes.push(node) - 1}`;
      const unread = node.primitive.unread?.(node.params) ?? 0;
      const inputs = node.inputs.map((input, i) => (i < unread ? "" : nameOf(input)));
      const results = node.primitive.lower(emit, inputs, node);
      node.outputs.forEach((output, i) => {
        if (results[i] !== undefined) names.set(output, results[i]);
      });
      current = before;
    }
    return nameOf;
  };
  const writeBody = (emit: Emit, body: Body, given: readonly string[]): string[] => {
    const names = new Map(formals(body).map((formal, i) => [formal, given[i]!]));
    return body.outputs.map(write(emit, onlyRead(bodyNodes(body), body.outputs), names));
  };

  const emit = createEmit(graph, { next: 0 }, () => current, writeBody, share);
  const known = new Set([...inputs, ...stored.map(({ tensor }) => tensor)]);
  const list = onlyRead(nodesBehind(outputs, known), outputs);
  const read = new Set([...outputs, ...list.flatMap(inputsRead)]);
  const used = inputs.flatMap((input, place) => (declareAll || read.has(input) ? [place] : []));
  const names = new Map(used.map((place) => [inputs[place]!, inputName(place)]));
  for (const place of used) {
    const { dtype, shape } = inputs[place]!;
    graph.inputs.push({ name: inputName(place), dtype, shape });
  }
  stored.forEach(({ tensor, elements }, place) => {
    if (!read.has(tensor)) return;
    names.set(tensor, storedName(place));
    graph.initializers.push({ name: storedName(place), dtype: tensor.dtype, shape: tensor.shape, elements });
  });
  const written = outputs.map(write(emit, list, names));
  writeOutputs(emit, graph, written, outputs);
  return { model: { graph, opsets: { "": opset }, metadata: {} }, inputs: used, nodes };
};

const unbound = (tensor: AnyTensor): never => {
  const owner = tensor.origin.kind === "placeholder" ? tensor.origin.owner : "another computation";
  throw new TensorError("trace", `A value was used outside the trace it belongs to: it stands for ${owner}.`, {
    operands: [{ name: "value", shape: tensor.shape, dtype: tensor.dtype }],
    remedy: "Return it from the traced function instead of storing it in an outer variable.",
  });
};
