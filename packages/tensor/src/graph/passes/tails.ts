import { type Body, bodyNodes, formals } from "../../core/body.ts";
import type { PrimitiveName } from "../../core/primitive.ts";
import { rewrite } from "../../core/rewrite.ts";
import type { AnyTensor, Node } from "../../core/tensor.ts";
import { nodesBehind } from "../../core/walk.ts";
import { partsOf, resultsOf } from "../../primitives/loop/params.ts";
import { isCond, isLoop, type LoopNode } from "../control-nodes.ts";
import { rewriteDeep } from "../each-loop.ts";

/**
 * The runtime's Sigmoid is right to 6e-8 of 1, and so wrong in every digit below 1e-8: at −20 it gives 0. Where it is
 * asked for digits of small results, 1 / (1 + e⁻ˣ) is written out, which has them all; a gate, whose products are added
 * to something else, stays one operator.
 */
export const tails = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): readonly AnyTensor[] => {
  const stop = new Set(given);
  const exact = new Set<Node>();
  askBehind(nodesBehind(outputs, stop), new Set(outputs), exact);
  return exact.size === 0 ? outputs : writeOut(outputs, given, exact);
};

const writeOut = (outputs: readonly AnyTensor[], given: readonly AnyTensor[], exact: ReadonlySet<Node>): AnyTensor[] =>
  rewrite(outputs, new Map(given.map((tensor) => [tensor, tensor])), (node, inputs) =>
    exact.has(node)
      ? [inputs[0]!.neg().exp().add(1).reciprocal()]
      : rewriteDeep(node, inputs, (body) => writeOut(body.outputs, formals(body), exact)),
  );

/** Of these, small results do not depend on the digits of small operands: something larger is added, or stands beside. */
const absorbing = new Set<PrimitiveName>([
  "add",
  "addAlongAxis",
  "averagePool",
  "conv",
  "convTranspose",
  "convWeights",
  "cos",
  "cosh",
  "cumsum",
  "exp",
  "fused",
  "gemm",
  "logSoftmax",
  "matmul",
  "scaleChannels",
  "scatter",
  "softmax",
  "standardize",
  "sub",
  "sum",
]);

/** The operands whose small values make large or other results, whoever reads them. */
const asking: Readonly<Partial<Record<PrimitiveName, readonly number[]>>> = {
  div: [1],
  equal: [0, 1],
  floorDiv: [0, 1],
  less: [0, 1],
  lessEqual: [0, 1],
  log: [0],
  pow: [0, 1],
  reciprocal: [0],
  sqrt: [0],
};

/** Marks what is asked for its digits behind the tensors in `asked`, which grows; `exact` collects the sigmoids. */
const askBehind = (nodes: readonly Node[], asked: Set<AnyTensor>, exact: Set<Node>): void => {
  for (const node of [...nodes].reverse()) {
    const { name } = node.primitive;
    if (isLoop(node)) askLoop(node, asked, exact);
    else if (isCond(node)) askBranches(node, asked, exact);
    else {
      for (const place of asking[name] ?? []) ask(node.inputs[place]!, asked);
      if (absorbing.has(name) || !node.outputs.some((output) => asked.has(output))) continue;
      if (name === "sigmoid") exact.add(node);
      for (const input of node.inputs) ask(input, asked);
    }
  }
};

const ask = (tensor: AnyTensor, asked: Set<AnyTensor>): unknown => asked.add(tensor);

/** What is asked of a body's inputs when `results` are asked of it. */
const askBody = (body: Body, results: readonly AnyTensor[], exact: Set<Node>): ReadonlySet<AnyTensor> => {
  const asked = new Set(results);
  askBehind(bodyNodes(body), asked, exact);
  return asked;
};

/** A state that is asked for in one step is asked for in the step before. */
const askLoop = (node: LoopNode, asked: Set<AnyTensor>, exact: Set<Node>): void => {
  const { body, carried } = node.params;
  const results = resultsOf(body.outputs, node.params);
  const states = body.parameters.slice(1, 1 + carried);
  const wanted = new Set(results.filter((_, i) => node.outputs[i] && asked.has(node.outputs[i])));
  for (let before = -1; before !== wanted.size; ) {
    before = wanted.size;
    const within = askBody(body, [...wanted], exact);
    states.forEach((state, i) => within.has(state) && wanted.add(results[i]!));
  }
  const within = askBody(body, [...wanted], exact);
  const { carried: starts, rows, captured } = partsOf(node.inputs, node.params);
  const slots = [...body.parameters.slice(1), ...body.captured];
  [...starts, ...rows, ...captured].forEach((input, i) => within.has(slots[i]!) && ask(input, asked));
};

const askBranches = (node: Node, asked: Set<AnyTensor>, exact: Set<Node>): void => {
  if (!isCond(node)) return;
  const { whenTrue, whenFalse } = node.params;
  const [, ...captured] = node.inputs;
  const within = [whenTrue, whenFalse].map((body) =>
    askBody(
      body,
      body.outputs.filter((_, i) => asked.has(node.outputs[i]!)),
      exact,
    ),
  );
  const slots = [...whenTrue.captured, ...whenFalse.captured];
  captured.forEach((input, i) => within.some((each) => each.has(slots[i]!)) && ask(input, asked));
};
