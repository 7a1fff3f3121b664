import type { AnyTensor } from "../../core/tensor.ts";
import { TensorError } from "../../errors/error.ts";
import type { DecodedGraph, DecodedNode } from "../../onnx/decode.ts";
import { createCall, showNode } from "./call.ts";
import { asTensor } from "./constants.ts";
import { graphsOf } from "./graphs-in.ts";
import type { Given } from "./known.ts";
import { asNarrow, moving, narrowOf, regardless } from "./narrow.ts";
import { quantizing } from "./quantized.ts";
import { isSequence, takingSequences } from "./sequences.ts";
import { translations } from "./table.ts";

/** Operators of a later version may mean something else. */
const newestOpset = 28;

export const checkOpset = (opset: number): void => {
  if (opset <= newestOpset) return;
  throw new TensorError("data", `A file of opset ${opset} cannot be imported: those up to ${newestOpset} are known.`, {
    remedy: `Export it for an older one (torch.onnx.export(…, opset_version=18)), or convert it by onnx.version_converter.`,
  });
};

/** The operators of a graph and of the graphs inside it; one without a translation is an error, before anything runs. */
export const checkOperators = (graph: DecodedGraph): void => {
  for (const node of graph.nodes) {
    if (node.domain !== "" || !Object.hasOwn(translations, node.op)) throw unknownOperator(node);
    for (const inner of graphsOf(node)) checkOperators(inner);
  }
};

const runsElsewhere = "openOnnx runs it, without derivatives.";

const unknownOperator = (node: DecodedNode): TensorError =>
  new TensorError("data", `${showNode(node)} cannot be imported: there is no translation of this operator.`, {
    remedy: `openOnnx runs it, without derivatives. Those with one are ${Object.keys(translations).sort().join(", ")}.`,
  });

/** Names that operators of a graph, or of the graphs inside it, read, and those that it gives. */
const namesRead = (graph: DecodedGraph): readonly string[] => [
  ...graph.outputs.map(({ name }) => name),
  ...graph.nodes.flatMap((node) => [...node.inputs, ...graphsOf(node).flatMap(namesRead)]),
];

/** Runs the operators of a graph on tensors; `values` has what is known by name, from around it too. */
export const applyGraph = (
  graph: DecodedGraph,
  values: ReadonlyMap<string, AnyTensor>,
  around: { readonly opset: number; readonly given: Given },
): readonly AnyTensor[] => {
  const read = new Set(namesRead(graph).filter((name) => name !== ""));
  const known = new Map(values);
  const tensorOf = (name: string): AnyTensor => {
    const value = known.get(name);
    if (value) return value;
    throw new TensorError("data", `An operator reads "${name}", which nothing in the file makes before.`, {
      remedy: "The file is damaged: export it again.",
    });
  };
  for (const { name, read } of graph.initializers) {
    const there = known.get(name);
    if (!there) known.set(name, asTensor(read()));
    // It is among the parameters.
    else if (!around.given.has(there)) {
      throw new TensorError("data", `Each name of a file is of one value: "${name}" is of two.`, {
        remedy: "A graph inside another may not use its names again: export the file again.",
      });
    }
  }
  for (const node of graph.nodes) {
    // It is among the parameters.
    if (node.op === "Constant" && around.given.has(known.get(node.outputs[0]!)!)) continue;
    const inputs = node.inputs.map((name) => (name === "" ? undefined : tensorOf(name)));
    const run = (inner: DecodedGraph, fed: readonly AnyTensor[]) => {
      const own = inner.inputs.map(({ name }, i) => [name, fed[i]!] as const);
      return applyGraph(inner, new Map([...known, ...own]), around);
    };
    const call = createCall(node, inputs, { ...around, read, run });
    if (!takingSequences.has(node.op) && inputs.some(isSequence))
      throw call.refuse("it computes with a list of tensors");
    const narrow = inputs.map(narrowOf).find((type) => type);
    if (narrow && !moving.has(node.op) && !Object.hasOwn(quantizing, node.op) && !regardless.has(node.op)) {
      throw call.refuse(
        `it computes with ${narrow}, which is moved, compared, quantized and cast alone`,
        runsElsewhere,
      );
    }
    const results = translations[node.op]!(call);
    const unread = call.unread();
    if (unread) throw call.refuse(`its ${unread} is not known here`, runsElsewhere);
    const list = Array.isArray(results) ? (results as readonly (AnyTensor | undefined)[]) : [results as AnyTensor];
    node.outputs.forEach((name, i) => {
      if (list[i]) known.set(name, narrow && moving.has(node.op) ? asNarrow(list[i], narrow) : list[i]);
      else if (read.has(name)) throw call.refuse(`its output ${i}, "${name}", is not known here`, runsElsewhere);
    });
  }
  return graph.outputs.map(({ name }) => tensorOf(name));
};
