import { encodeOnnx } from "@kaviar/tensor/onnx";
import { optionsJson } from "../contract/options-json.ts";
import type { Label, Task } from "../contract/target.ts";
import { chainToOnnx } from "../fitting/chain.ts";
import { createGraph } from "../onnx/build-graph.ts";
import type { GraphBuilder, WireType } from "../onnx/graph-builder.ts";
import { type GraphPort, modelOfGraph } from "../onnx/to-model.ts";
import { version } from "../version.ts";
import { type FileCard, scoresOutput } from "./file-card.ts";
import { portsOf, wiresOf } from "./ports.ts";
import type { Trained } from "./trained.ts";

/** The bytes of one ONNX file: columns in, label and probabilities (or a number) out. */
export const toOnnx = (trained: Trained): Uint8Array => {
  const { chain, task, classes, target, inputs, lineage, rows, sampledFrom, fingerprint } = trained;
  const ports = portsOf(inputs);
  const graph = createGraph(new Set([...ports.map(({ port }) => port.name), ...outputNames]));
  const scores = chainToOnnx(chain, wiresOf(ports), graph);
  const outputs = task === "classes" ? classOutputs(graph, scores, classes) : numberOutput(graph, scores, task);
  const built = graph.built();
  // A runtime asks for every input that a file declares: those that nothing reads are left out.
  const read = new Set(built.nodes.flatMap((node) => node.inputs));
  const used = ports.filter(({ port }) => read.has(port.name));
  const card: FileCard = {
    format: 1,
    version,
    task,
    target,
    classes,
    inputs: used.map(({ input, port }) => ({ ...input, port: port.name })),
    lineage,
    rows,
    ...(sampledFrom !== undefined && { sampledFrom }),
    fingerprint,
    pipeline: { steps: chain.steps.map(({ step }) => step), model: chain.model!.model },
  };
  const renamed = new Map(outputs.map(({ from, port }) => [from, port.name]));
  const nodes = built.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map((name) => renamed.get(name) ?? name),
    outputs: node.outputs.map((name) => renamed.get(name) ?? name),
  }));
  return encodeOnnx(
    modelOfGraph(
      { nodes, constants: built.constants },
      {
        inputs: used.map(({ port }) => port),
        outputs: outputs.map(({ port }) => port),
        metadata: { kaviar: optionsJson(card) },
        doc: `Predicts ${target ?? "what is unusual"}; ${chain.model!.model.name}, fitted to ${rows} rows${sampledFrom === undefined ? "" : ` drawn of ${sampledFrom}`}.`,
      },
    ),
  );
};

const outputNames = ["label", "probabilities", "prediction", "score"];

interface Output {
  readonly from: string;
  readonly port: GraphPort;
}

/** Each output is a node of its own, so that no other output or input has its name. */
const classOutputs = (graph: GraphBuilder, scores: string, classes: readonly Label[]): readonly Output[] => {
  const best = graph.node("ArgMax", [scores], { attributes: { axis: 1, keepdims: 0 } });
  const { type, constant } = labelConstant(graph, classes);
  return [
    { from: graph.node("Gather", [constant, best]), port: { name: "label", type, shape: ["rows"] } },
    {
      from: graph.node("Identity", [scores]),
      port: { name: scoresOutput("classes"), type: "double", shape: ["rows", classes.length] },
    },
  ];
};

const labelConstant = (
  graph: GraphBuilder,
  classes: readonly Label[],
): { readonly type: WireType; readonly constant: string } => {
  const shape = [classes.length];
  if (classes.every((label) => typeof label === "string")) {
    return { type: "string", constant: graph.strings(classes, shape) };
  }
  const type = classes.every((label) => typeof label === "boolean")
    ? "bool"
    : classes.every(Number.isSafeInteger)
      ? "int64"
      : "double";
  return { type, constant: graph.constant({ type, shape, elements: classes.map(Number) }) };
};

const numberOutput = (graph: GraphBuilder, scores: string, task: Task): readonly Output[] => [
  {
    from: graph.node("Reshape", [scores, graph.integers([-1])]),
    port: { name: scoresOutput(task), type: "double", shape: ["rows"] },
  },
];
