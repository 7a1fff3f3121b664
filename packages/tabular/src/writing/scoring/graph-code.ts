import type { DecodedAttribute, DecodedGraph, DecodedNode, OnnxTensor } from "@kaviar/tensor/onnx";
import { TableError } from "../../error.ts";
import { elementsCode, numbersCode, tensorCode, textsCode } from "./constant.ts";
import { operatorOf, operatorsCode } from "./operators/index.ts";

/**
 * A graph as code: the function `graph` of its inputs, tensors in the given order, which gives a list of the wanted
 * outputs; before it the operators that it calls, and its constants.
 */
export const graphCode = (graph: DecodedGraph, inputs: readonly string[], outputs: readonly string[]): string => {
  const operators = new Set<string>();
  const constants = new Map<string, string>();
  const names = new Map<string, string>(inputs.map((name, i) => [name, `x${i}`]));
  let count = 0;

  const constant = (code: string): string => {
    const known = constants.get(code) ?? `c${constants.size}`;
    constants.set(code, known);
    return known;
  };
  const initializers = new Map(graph.initializers.map(({ name, read }) => [name, read] as const));
  const nameOf = (tensor: string): string => {
    if (tensor === "") return "undefined";
    const known = names.get(tensor);
    if (known) return known;
    const made = constant(tensorCode(initializers.get(tensor)!()));
    names.set(tensor, made);
    return made;
  };
  const attributes = (node: DecodedNode): string => {
    const entries = Object.entries(node.attributes).map(([name, value]) => `${name}: ${attributeCode(value)}`);
    return `{ ${entries.join(", ")} }`;
  };

  const line = (node: DecodedNode): readonly string[] => {
    const { op } = node;
    const reads = node.inputs.map(nameOf);
    if (op === "Identity") {
      names.set(node.outputs[0]!, reads[0]!);
      return [];
    }
    if (op === "Constant") {
      const { value } = node.attributes as { readonly value: { readonly tensor: OnnxTensor } };
      names.set(node.outputs[0]!, constant(tensorCode(value.tensor)));
      return [];
    }
    const operator = operatorOf(op);
    if (!operator) throw unknown(op);
    operators.add(op);
    const given = [...reads];
    if (operator.prepare) given.push(constant(`prepare${op}(${attributes(node)})`));
    else if (op === "Scan") given.push(body(node));
    else if (Object.keys(node.attributes).length > 0) given.push(attributes(node));
    const made = node.outputs.map((output) => {
      const name = `${op[0]!.toLowerCase()}${op.slice(1)}${count++}`;
      names.set(output, name);
      return name;
    });
    const left = made.length === 1 && op !== "Scan" ? made[0]! : `[${made.join(", ")}]`;
    return [`const ${left} = ${op}(${given.join(", ")});`];
  };
  /** What a scan does with each row; it reads constants of the graph around it. */
  const body = ({ attributes: { body } }: DecodedNode): string => {
    const { graph } = body as { readonly graph: DecodedGraph };
    const row = `row${count++}`;
    names.set(graph.inputs[0]!.name, row);
    const lines = graph.nodes.flatMap(line).map((each) => `    ${each}`);
    const results = graph.outputs.map(({ name }) => nameOf(name));
    return `(${row}) => {\n${lines.join("\n")}\n    return [${results.join(", ")}];\n  }`;
  };

  const lines = neededFor(graph.nodes, outputs).flatMap(line);
  const results = outputs.map(nameOf);
  return [
    operatorsCode(operators),
    "",
    ...Array.from(constants, ([code, name]) => `const ${name} = ${code};`),
    "",
    `const graph = (${inputs.map((_, i) => `x${i}`).join(", ")}) => {`,
    ...lines.map((each) => `  ${each}`),
    `  return [${results.join(", ")}];`,
    "};",
  ].join("\n");
};

const unknown = (op: string): TableError =>
  new TableError("export", `Code is written of operators that have a form in JavaScript: \`${op}\` has none.`, {
    remedy: "Leave the step or model out whose graph has it, or use the ONNX file.",
  });

const attributeCode = (value: DecodedAttribute): string => {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value))
    return value.every((each) => typeof each === "number") ? numbersCode(value) : textsCode(value);
  if (typeof value === "object" && "tensor" in value) return elementsCode(value.tensor);
  throw new TableError("export", "A graph inside of a graph is written for each row of a scan only.");
};

/** The nodes that outputs depend on, in their order. */
const neededFor = (nodes: readonly DecodedNode[], outputs: readonly string[]): readonly DecodedNode[] => {
  const makerOf = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const needed = new Set<DecodedNode>();
  const open = [...outputs];
  for (let tensor = open.pop(); tensor !== undefined; tensor = open.pop()) {
    const maker = makerOf.get(tensor);
    if (!maker || needed.has(maker)) continue;
    needed.add(maker);
    open.push(...readsOf(maker));
  }
  return nodes.filter((node) => needed.has(node));
};

const readsOf = ({ inputs, attributes: { body } }: DecodedNode): readonly string[] => {
  if (typeof body !== "object" || !("graph" in body)) return inputs;
  return [...inputs, ...body.graph.nodes.flatMap(readsOf)];
};
