import type { Node } from "../core/tensor.ts";
import type { CondParams } from "../primitives/cond.ts";
import type { LoopParams } from "../primitives/loop/params.ts";

/** The nodes that own bodies, told from the others. */
export type LoopNode = Node<LoopParams>;
export type CondNode = Node<CondParams>;

export const isLoop = (node: Node | undefined): node is Node & LoopNode => node?.primitive.name === "loop";

export const isCond = (node: Node | undefined): node is Node & CondNode => node?.primitive.name === "cond";
