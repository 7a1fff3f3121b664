import { bodyNodes } from "../../core/body.ts";
import { type Emit, writeOutputs } from "../../core/emit.ts";
import type { Abstract, Node } from "../../core/tensor.ts";
import { elementType } from "../../onnx/encode.ts";
import type { OnnxGraph } from "../../onnx/model.ts";
import { type LoopParams, partsOf, resultsOf } from "./params.ts";

/**
 * A fixed number of steps is ONNX's Scan, which reads rows and writes stacks in place (a state costs 0.15 µs a step
 * there, 0.4 µs in Loop, which also copies the stacks together at the end). A condition, or no steps at all, needs Loop.
 */
export const lowerLoop = (emit: Emit, inputs: readonly string[], node: Node<LoopParams>): readonly string[] =>
  node.params.count ? lowerScan(emit, inputs, node) : lowerWhile(emit, inputs, node);

const declare = (within: Emit, graph: OnnxGraph, { dtype, shape }: Abstract): string => {
  const name = within.fresh();
  graph.inputs.push({ name, dtype, shape });
  return name;
};

const readsIndex = ({ params: { body } }: Node<LoopParams>): boolean =>
  [body.outputs, ...bodyNodes(body).map(({ inputs }) => inputs)].some((read) => read.includes(body.parameters[0]!));

const lowerScan = (emit: Emit, inputs: readonly string[], node: Node<LoopParams>): readonly string[] => {
  const { body, reverse, carried: states } = node.params;
  const { carried, rows, captured } = partsOf(inputs, node.params);
  const count = node.params.count!;
  const results = resultsOf(body.outputs, node.params).slice(0, node.outputs.length);
  // Scan has no counter of its own, and wants at least one thing to walk over.
  const counted = rows.length === 0 || readsIndex(node);
  const walked = counted ? [range32(emit, count), ...rows] : rows;
  const graph = emit.subgraph((within, subgraph) => {
    const inStates = body.parameters.slice(1, 1 + states).map((formal) => declare(within, subgraph, formal));
    const index = counted ? declare(within, subgraph, { dtype: "int32", shape: [] }) : "";
    const slices = body.parameters.slice(1 + states).map((formal) => declare(within, subgraph, formal));
    const written = within.body({ ...body, outputs: [...results] }, [index, ...inStates, ...slices, ...captured]);
    writeOutputs(within, subgraph, written, results);
  });
  const backwards = (length: number) => new Array<number>(length).fill(1);
  return emit.ops("Scan", [...carried, ...walked], results.length, {
    body: { graph },
    num_scan_inputs: walked.length,
    ...(reverse
      ? { scan_input_directions: backwards(walked.length), scan_output_directions: backwards(results.length - states) }
      : {}),
  });
};

const range32 = (emit: Emit, count: number): string =>
  count <= 64
    ? emit.constant(
        "int32",
        [count],
        Array.from({ length: count }, (_, i) => i),
      )
    : emit.op("Range", [emit.scalar("int32", 0), emit.scalar("int32", count), emit.scalar("int32", 1)]);

const lowerWhile = (emit: Emit, inputs: readonly string[], node: Node<LoopParams>): readonly string[] => {
  const { body, count, carried: states } = node.params;
  const { condition, carried, rows, captured } = partsOf(inputs, node.params);
  const results = resultsOf(body.outputs, node.params).slice(0, node.outputs.length);
  const graph = emit.subgraph((within, subgraph) => {
    const step = declare(within, subgraph, { dtype: "int64", shape: [] });
    const going = declare(within, subgraph, { dtype: "bool", shape: [] });
    const inStates = body.parameters.slice(1, 1 + states).map((formal) => declare(within, subgraph, formal));
    const index = within.op("Cast", [step], { to: elementType("int32") });
    const slices = rows.map((row) => within.op("Gather", [row, step], { axis: 0 }));
    const outputs = count === undefined ? [body.outputs[0]!, ...results] : results;
    const written = within.body({ ...body, outputs }, [index, ...inStates, ...slices, ...captured]);
    const goesOn: Abstract = { dtype: "bool", shape: [] };
    writeOutputs(within, subgraph, count === undefined ? written : [going, ...written], [goesOn, ...results]);
  });
  const trips = count === undefined ? "" : emit.scalar("int64", count);
  return emit.ops("Loop", [trips, condition ?? "", ...carried], results.length, { body: { graph } });
};
