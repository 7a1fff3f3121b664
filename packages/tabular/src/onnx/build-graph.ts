import type { BuiltConstant, BuiltGraph, BuiltNode } from "./built-graph.ts";
import { withFilledKeys } from "./filled-keys.ts";
import type { GraphBuilder, GraphConstant, NodeOptions, Wire } from "./graph-builder.ts";

/** How wide tensors are: how many columns each has that `wires` was called with, or that is an input. */
type Widths = Map<string, number>;

/** Wires beside each other in one tensor become one piece of it. */
interface Piece {
  readonly tensor: string;
  readonly indices: number[];
}

const piecesOf = (wires: readonly Wire[]): Piece[] => {
  const pieces: Piece[] = [];
  for (const { tensor, index } of wires) {
    const last = pieces.at(-1);
    if (last?.tensor === tensor) last.indices.push(index);
    else pieces.push({ tensor, indices: [index] });
  }
  return pieces;
};

const areInOrder = (indices: readonly number[]): boolean => indices.every((index, i) => index === indices[0]! + i);

/** `reserved` are names of inputs and outputs, which no tensor inside may have; each is a column. */
export const createGraph = (reserved: ReadonlySet<string>): GraphBuilder & { readonly built: () => BuiltGraph } => {
  let nodes: BuiltNode[] = [];
  const constants: BuiltConstant[] = [];
  const widths: Widths = new Map(Array.from(reserved, (name) => [name, 1]));
  const gathered = new Map<string, string>();
  let count = 0;
  const fresh = (what: string): string => {
    const name = `${what.toLowerCase()}_${count++}`;
    return reserved.has(name) ? fresh(what) : name;
  };

  const nodeWith = (op: string, outputs: number, inputs: readonly string[], options: NodeOptions = {}) => {
    const names = Array.from({ length: outputs }, () => fresh(op));
    nodes.push({ op, domain: options.domain ?? "", inputs, outputs: names, attributes: options.attributes ?? {} });
    return names;
  };
  const node = (op: string, inputs: readonly string[], options?: NodeOptions): string =>
    nodeWith(op, 1, inputs, options)[0]!;
  const constant = (given: GraphConstant): string => {
    const name = fresh("constant");
    constants.push({ name, ...given });
    return name;
  };
  const integers = (values: readonly number[], shape: readonly number[] = [values.length]) =>
    constant({ type: "int64", shape, elements: values });

  const eachRow: GraphBuilder["eachRow"] = (tensor, width, results, write) => {
    const around = nodes;
    const row = fresh("row");
    nodes = [];
    // A result may be no node of the body's own; the runtime wants one.
    const made = write(row).map((name) => node("Identity", [name]));
    const body = { row, width, nodes, results: results.map((result, i) => ({ ...result, name: made[i]! })) };
    nodes = around;
    const outputs = results.map(() => fresh("rows"));
    nodes.push({ op: "Scan", domain: "", inputs: [tensor], outputs, attributes: { num_scan_inputs: 1 }, body });
    return outputs;
  };

  /** The columns of a piece as a tensor of their own: the tensor itself where it has no others. */
  const cut = ({ tensor, indices }: Piece): string => {
    if (areInOrder(indices) && indices[0] === 0 && widths.get(tensor) === indices.length) return tensor;
    const key = `${tensor} ${indices.join(" ")}`;
    const known = gathered.get(key);
    if (known) return known;
    const made = areInOrder(indices)
      ? node("Slice", [tensor, integers([indices[0]!]), integers([indices.at(-1)! + 1]), integers([1])])
      : node("Gather", [tensor, integers(indices)], { attributes: { axis: 1 } });
    widths.set(made, indices.length);
    gathered.set(key, made);
    return made;
  };
  const joined = (parts: readonly string[], width: number): string => {
    if (parts.length === 1) return parts[0]!;
    const key = parts.join("|");
    const known = gathered.get(key);
    if (known) return known;
    const made = node("Concat", parts, { attributes: { axis: 1 } });
    widths.set(made, width);
    gathered.set(key, made);
    return made;
  };
  const together = (wires: readonly Wire[]): string => {
    const pieces = piecesOf(wires);
    const tensors = [...new Set(pieces.map(({ tensor }) => tensor))];
    // Where columns of the same tensors alternate, all of these joined and then put in order are fewer nodes.
    if (pieces.length <= tensors.length + 1) return joined(pieces.map(cut), wires.length);
    const starts = new Map<string, number>();
    let width = 0;
    for (const tensor of tensors) {
      starts.set(tensor, width);
      width += widths.get(tensor)!;
    }
    const indices = wires.map(({ tensor, index }) => starts.get(tensor)! + index);
    return cut({ tensor: joined(tensors, width), indices });
  };

  return {
    node,
    nodeWith,
    constant,
    doubles: (values, shape = [values.length]) => constant({ type: "double", shape, elements: values }),
    integers,
    eachRow,
    strings: (values, shape = [values.length]) => constant({ type: "string", shape, elements: values }),
    numbers: together,
    texts: (wire) => together([wire]),
    wires: (tensor, names) => {
      widths.set(tensor, names.length);
      return names.map((column, index): Wire => ({ column, kind: "numbers", tensor, index }));
    },
    built: () => withFilledKeys({ nodes, constants }),
  };
};
