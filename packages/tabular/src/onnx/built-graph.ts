import type { GraphAttribute, GraphConstant, RowResult } from "./graph-builder.ts";

/** What is done with each row of a tensor by itself. It reads constants of the graph around it. */
export interface BuiltBody {
  /** The row, [width]. */
  readonly row: string;
  readonly width: number;
  readonly nodes: readonly BuiltNode[];
  readonly results: readonly (RowResult & { readonly name: string })[];
}

/** A node as it was written. */
export interface BuiltNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, GraphAttribute>>;
  readonly body?: BuiltBody;
}

/** The tensors that a node reads, its body's included. */
export const readsOf = ({ inputs, body }: BuiltNode): readonly string[] =>
  body ? [...inputs, ...body.nodes.flatMap(readsOf)] : inputs;

export interface BuiltConstant extends GraphConstant {
  readonly name: string;
}

/** What a builder has written. */
export interface BuiltGraph {
  readonly nodes: readonly BuiltNode[];
  readonly constants: readonly BuiltConstant[];
}
