import type { GraphAttribute, GraphConstant } from "./graph-builder.ts";

/** A node as it was written. */
export interface BuiltNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, GraphAttribute>>;
}

export interface BuiltConstant extends GraphConstant {
  readonly name: string;
}

/** What a builder has written. */
export interface BuiltGraph {
  readonly nodes: readonly BuiltNode[];
  readonly constants: readonly BuiltConstant[];
}
