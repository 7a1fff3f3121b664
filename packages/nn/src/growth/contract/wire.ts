import type { Shape } from "@kaviar/tensor";
import { featureAxis } from "../../layers/contract/feature-axis.ts";
import type { Shapes } from "../../layers/contract/layer.ts";

/** A signal of the larger network, and what it is of the signal at the same place of the smaller one. */
export interface Wire {
  /** Shapes without the batch: in the smaller network, and in the larger one. */
  readonly before: Shape;
  readonly after: Shape;
  /** Feature i of the larger one is feature from[i] of the smaller one. */
  readonly from: Int32Array;
  /** No number of it is below 0. */
  readonly isPositive: boolean;
}

/** Wires arranged as signals are. */
export type Wires = Wire | readonly Wires[] | { readonly [name: string]: Wires };

export const isWire = (wires: Wires): wires is Wire => "from" in wires && wires.from instanceof Int32Array;

/** All wires of a signal. */
export const wiresIn = (wires: Wires): readonly Wire[] =>
  isWire(wires) ? [wires] : Object.values(wires as object).flatMap((each: Wires) => wiresIn(each));

/** The axis of the features, in a shape without the batch. */
export const featuresAt = (shape: Shape): number => featureAxis(shape.length + 1) - 1;

export const isShape = (shapes: Shapes): shapes is Shape =>
  Array.isArray(shapes) && shapes.every((n) => typeof n === "number");

/** The units in turn, and again from the first: copies are as many of each as can be. */
export const inTurn = (before: number, after: number): Int32Array =>
  Int32Array.from({ length: after }, (_, i) => i % before);

export const isItself = ({ before, after, from }: Wire): boolean =>
  before.join() === after.join() && from.every((source, i) => source === i);

/** Are there as many copies of each unit? Then means over units are the same. */
export const isEven = ({ before, from }: Wire): boolean => {
  const counts = new Int32Array(before[featuresAt(before)]!);
  for (const source of from) counts[source]!++;
  return counts.every((count) => count === counts[0]);
};

/** Where the same numbers stand when an example is laid out anew: `turn` says of numbers in a shape how. */
export const rearranged = (
  wire: Wire,
  shapes: readonly [before: Shape, after: Shape],
  turned: readonly [before: ArrayLike<number>, after: ArrayLike<number>],
): Wire | undefined => {
  const [before, after] = shapes;
  // The number of each old place, seen from where it is now.
  const now = new Int32Array(turned[0].length);
  for (let i = 0; i < now.length; i++) now[turned[0][i]!] = i;
  const sources = sourcesOf(wire);
  const axis = featuresAt(after);
  const inner = after.slice(axis + 1).reduce((product, n) => product * n, 1);
  const oldInner = before.slice(axis + 1).reduce((product, n) => product * n, 1);
  const [length, oldLength] = [after[axis]!, before[axis]!];
  const from = new Int32Array(length).fill(-1);
  for (let i = 0; i < turned[1].length; i++) {
    const source = now[sources[turned[1][i]!]!]!;
    const feature = Math.floor(i / inner) % length;
    const own = Math.floor(source / oldInner) % oldLength;
    const isBeside =
      i % inner === source % oldInner && Math.floor(i / inner / length) === Math.floor(source / oldInner / oldLength);
    if (!isBeside || (from[feature] !== -1 && from[feature] !== own)) return undefined;
    from[feature] = own;
  }
  return { before, after, from, isPositive: wire.isPositive };
};

/** For each number of an example in the larger network, which one it is in the smaller network. */
const sourcesOf = ({ before, after, from }: Wire): Int32Array => {
  const axis = featuresAt(after);
  const inner = after.slice(axis + 1).reduce((product, n) => product * n, 1);
  const size = after.reduce((product, n) => product * n, 1);
  return Int32Array.from({ length: size }, (_, i) => {
    const feature = Math.floor(i / inner) % after[axis]!;
    const outer = Math.floor(i / inner / after[axis]!);
    return (outer * before[axis]! + from[feature]!) * inner + (i % inner);
  });
};
