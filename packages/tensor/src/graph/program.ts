import { rewrite } from "../core/rewrite.ts";
import { type AnyTensor, type Node, placeholder } from "../core/tensor.ts";
import { nodesBehind } from "../core/walk.ts";
import { encode } from "../onnx/encode.ts";
import type { OnnxGraph } from "../onnx/model.ts";
import type { ConstantParams } from "../primitives/constant.ts";
import type { Feed } from "../runtimes/runtime.ts";
import { bytesPerElement } from "../values/dtype.ts";
import { cut } from "./cut.ts";
import { lower } from "./lower.ts";
import { optimize } from "./optimize.ts";

/** A graph, compiled: the file's bytes and how to call it. */
export interface Program {
  readonly bytes: Uint8Array;
  /** Which of the inputs it reads; they are named `in0`, `in1`, … by place. Literals follow the inputs given. */
  readonly inputs: readonly number[];
  readonly literals: readonly Feed[];
  readonly outputNames: readonly string[];
  /** The bytes of all values it computes: what its session keeps, at most. */
  readonly footprint: number;
  /** For messages: node names begin with a place in this list. */
  readonly nodes: readonly Node[];
  /** What was compiled, to be looked at again when a run goes wrong; the inputs are those given, then the literals. */
  readonly graph: { readonly inputs: readonly AnyTensor[]; readonly outputs: readonly AnyTensor[] };
}

export interface ProgramOptions {
  /**
   * Numbers in the code are part of the graph ("baked": the compiler can use them), or inputs of it, so that the same
   * code with another number is the same graph.
   */
  readonly literals?: "baked" | "inputs";
}

export const createProgram = (
  inputs: readonly AnyTensor[],
  outputs: readonly AnyTensor[],
  { literals = "baked" }: ProgramOptions = {},
): Program => {
  const optimized = optimize(outputs, inputs);
  const lifted =
    literals === "inputs" ? liftLiterals(inputs, optimized) : { outputs: optimized, inputs: [], feeds: [] };
  const graph = { inputs: [...inputs, ...lifted.inputs], outputs: lifted.outputs };
  const whole = lower(graph.inputs, graph.outputs);
  const isLong = longestOf(whole.model.graph) > longestWhole;
  const lowered = isLong ? lower([...graph.inputs, always], cut(graph.outputs, graph.inputs, always)) : whole;
  return {
    bytes: encode(lowered.model),
    inputs: lowered.inputs,
    literals: isLong ? [...lifted.feeds, holds] : lifted.feeds,
    outputNames: lowered.model.graph.outputs.map(({ name }) => name),
    footprint: lowered.nodes
      .flatMap(({ outputs }) => outputs)
      .reduce((sum, { size, dtype }) => sum + size * bytesPerElement(dtype), 0),
    nodes: lowered.nodes,
    graph,
  };
};

/** A graph of more operators than this is cut into pieces: it would take a runtime more than a second to load. */
const longestWhole = 6000;

/** What the pieces of a long graph run under: an input, so that no runtime knows it before. */
const always = placeholder([], "bool", "what always holds");
const holds: Feed = { dtype: "bool", shape: [], elements: Uint8Array.of(1) };

/** How many operators the longest graph has, a loop's body by itself. */
const longestOf = ({ nodes }: OnnxGraph): number => {
  const attributes = nodes.flatMap((node) => Object.values(node.attributes));
  const bodies = attributes.flatMap((each) => (typeof each === "object" && "graph" in each ? [each.graph] : []));
  return bodies.reduce((most, body) => Math.max(most, longestOf(body)), nodes.length);
};

const liftLiterals = (inputs: readonly AnyTensor[], outputs: readonly AnyTensor[]) => {
  const constants = nodesBehind(outputs, new Set(inputs)).filter(isLiteralNode);
  const lifted = constants.map((node) => placeholder(node.params.shape, node.params.dtype, "a number"));
  const replaced = rewrite(outputs, new Map(constants.map((node, i) => [node.outputs[0]!, lifted[i]!])));
  return { outputs: replaced, inputs: lifted, feeds: constants.map(({ params }): Feed => params) };
};

const isLiteralNode = (node: Node): node is Node<ConstantParams> & Node =>
  node.primitive.name === "constant" && node.outputs[0]!.size === 1;
