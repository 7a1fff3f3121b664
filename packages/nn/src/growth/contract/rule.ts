import type { AnyLayer, Initialized, Shapes } from "../../layers/contract/layer.ts";
import type { Tree } from "./numbers.ts";
import { featuresAt, inTurn, isShape, type Wires } from "./wire.ts";

/** A layer with its numbers, and what it is made of. */
export interface Side {
  readonly layer: AnyLayer;
  readonly params: Tree;
  readonly state: Tree;
  readonly part: Initialized;
}

/** What the larger layer begins with, and what comes out of it. */
export interface Handed {
  readonly params: Tree;
  readonly state: Tree;
  readonly out: Wires;
}

/** What a layer of the larger network has of the smaller one. */
export interface GrownLayer {
  /** In the larger network: "conv2d3". */
  readonly path: string;
  readonly kind: string;
  /** "inserted": it is new, and changes nothing yet. "anew": it begins as if nothing had been learned. */
  readonly how: "kept" | "widened" | "inserted" | "anew";
  /** Of what begins anew: why. */
  readonly why?: string;
}

/** What rules have besides the two layers. */
export interface Growing {
  readonly tell: (how: GrownLayer["how"], why?: string) => void;
  /** The same of a child. */
  readonly tellOf: (name: string, kind: string) => Growing["tell"];
  /** A number around 0 to be added to weights of such a deviation. */
  readonly noise: (deviation: number) => () => number;
  /** A child of both. */
  readonly hand: (name: string, from: Side, to: Side, wires: Wires) => Handed;
}

/** How a layer of one kind is handed on to a larger one of the same kind. */
export type Rule = (from: Side, to: Side, wires: Wires, growing: Growing) => Handed;

/** Wires of what nothing is known of: features in turn. */
export const unknown = (before: Shapes, after: Shapes): Wires => {
  if (isShape(before) && isShape(after)) {
    const axis = featuresAt(after);
    return { before, after, from: inTurn(before[featuresAt(before)] ?? 1, after[axis] ?? 1), isPositive: false };
  }
  const [old, parts] = [before as { readonly [name: string]: Shapes }, Object.entries(after as object)];
  const made = parts.map(([name, shapes]) => [name, unknown(old[name] ?? shapes, shapes)] as const);
  return Array.isArray(after) ? made.map(([, wires]) => wires) : Object.fromEntries(made);
};

/** The layer begins anew. */
export const anew = (from: Side, to: Side, { tell }: Growing, why: string): Handed => {
  tell("anew", why);
  return { params: to.params, state: to.state, out: unknown(from.part.outputShape, to.part.outputShape) };
};
