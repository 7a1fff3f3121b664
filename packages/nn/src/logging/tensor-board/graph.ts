import { bytes, type Field, integer, message, text } from "@kaviar/base/tensor-board";
import { decodeOnnx } from "@kaviar/tensor/onnx";

interface GraphNode {
  readonly name: string;
  readonly operator: string;
  readonly inputs: readonly string[];
}

/**
 * The graph of an ONNX file as TensorBoard draws it. Parameters keep their paths, and an operator stands in the layer whose
 * parameter it takes, or that its first input comes from: TensorBoard folds by the parts of a name.
 */
export const graphOf = (onnx: Uint8Array): Uint8Array => {
  const { graph } = decodeOnnx(onnx);
  const nodes: GraphNode[] = [];
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const add = (wanted: string, operator: string, inputs: readonly string[]): string => {
    let name = wanted;
    for (let i = 1; taken.has(name); i++) name = `${wanted}_${i}`;
    taken.add(name);
    nodes.push({ name, operator, inputs });
    return name;
  };
  for (const { name } of graph.inputs) names.set(name, add(safe(name), "Placeholder", []));
  const parameters = new Set<string>();
  for (const { name } of graph.initializers) {
    parameters.add(name);
    names.set(name, add(safe(name), "Const", []));
  }
  for (const { op, inputs, outputs } of graph.nodes) {
    const given = inputs.filter((input) => names.has(input));
    const home = given.find((input) => parameters.has(input) && input.includes("/")) ?? given[0];
    const scope = home === undefined ? "" : folderOf(names.get(home)!);
    const made = add(
      `${scope}${op}`,
      op,
      given.map((input) => names.get(input)!),
    );
    for (const output of outputs) names.set(output, made);
  }
  return message(...nodes.map(nodeMessage), bytes(4, message(integer(1, 1))));
};

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf("/") + 1);

/** Letters, digits and _ . / - are what TensorFlow allows. */
const safe = (name: string): string => name.replace(/[^\w./-]/g, "_").replace(/^[^A-Za-z0-9.]/, ".$&");

const nodeMessage = ({ name, operator, inputs }: GraphNode): Field =>
  bytes(1, message(text(1, name), text(2, operator), ...inputs.map((input) => text(3, input))));
