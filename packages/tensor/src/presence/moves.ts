import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { range, type Shape, sameShape, sizeOf } from "../values/shape.ts";

/**
 * Which places of a tensor hold something: a mask over some of its axes, which are in order. An axis of length 1 may be
 * squeezed out for a while: then it is −1.
 */
export interface Presence {
  readonly axes: readonly number[];
  readonly mask: Tensor<"bool">;
  /** The shape that the axes are those of, where a reshape laid one of them together with others. */
  readonly view?: Shape;
}

/** Where its axes went in a result of another shape; nothing, when one of them is gone or has another length. */
export const across = (
  presence: Presence,
  move: (axis: number) => number | undefined,
  from: Shape,
  to: Shape,
): readonly Presence[] => {
  const { axes, mask, view } = presence;
  if (view) return sameShape(from, to) ? [presence] : [];
  const moved = axes.map((axis) => (axis < 0 ? axis : move(axis)));
  const kept = moved.every((axis, i) => axis !== undefined && (axis < 0 || to[axis] === from[axes[i]!]));
  return kept ? [inOrder(moved as number[], mask)] : [];
};

const inOrder = (axes: readonly number[], mask: Tensor<"bool">): Presence => {
  const order = range(axes.length).sort((a, b) => axes[a]! - axes[b]!);
  return { axes: order.map((at) => axes[at]!), mask: mask.transpose(order) };
};

export const inverse = (order: readonly number[]): readonly number[] =>
  range(order.length).map((axis) => order.indexOf(axis));

/** Axis i of the result is axis order[i] of what it was made from. */
export const byOrder = ({ axes, mask }: Presence, order: readonly number[]): readonly Presence[] => [
  inOrder(
    axes.map((axis) => order.indexOf(axis)),
    mask,
  ),
];

const solid = (shape: Shape): number[] => range(shape.length).filter((axis) => shape[axis] !== 1);

/** Runs of axes that hold the same elements before and after; axes of length 1 belong to none. */
const runsOf = (from: Shape, to: Shape): (readonly [before: readonly number[], after: readonly number[]])[] => {
  const [left, right] = [solid(from), solid(to)];
  const runs: [number[], number[]][] = [];
  while (left.length > 0) {
    const run: [number[], number[]] = [[left.shift()!], [right.shift()!]];
    const sizes = () => run.map((axes, side) => sizeOf(axes.map((axis) => (side === 0 ? from : to)[axis]!)));
    for (let [a, b] = sizes(); a !== b; [a, b] = sizes())
      (a! < b! ? run[0] : run[1]).push((a! < b! ? left : right).shift()!);
    runs.push(run);
  }
  return runs;
};

/** A mask over whole runs of axes goes with them; over a part of a run it waits for a reshape that parts this again. */
export const byReshape = ({ axes, mask, view }: Presence, shape: Shape, to: Shape): readonly Presence[] => {
  const from = view ?? shape;
  if (from.includes(0)) return [];
  const after: number[] = [];
  for (const [before, then] of runsOf(from, to)) {
    const masked = before.filter((axis) => axes.includes(axis)).length;
    if (masked > 0 && masked < before.length) return [{ axes, mask, view: from }];
    if (masked > 0) after.push(...then);
  }
  after.sort((a, b) => a - b);
  const ones = axes.filter((axis) => axis < 0 || from[axis] === 1);
  const solids = mask.reshape(after.map((axis) => to[axis]!));
  const placed = [...after];
  for (const axis of ones) placed.push(onesPlace(axis, from, to, placed));
  return [inOrder(placed, solids.reshape([...solids.shape, ...ones.map(() => 1)]))];
};

/** Where an axis of length 1 is after a reshape: behind as many elements as before, or where there is room for one. */
const onesPlace = (axis: number, from: Shape, to: Shape, taken: readonly number[]): number => {
  const free = range(to.length).filter((each) => to[each] === 1 && !taken.includes(each));
  const ahead = axis < 0 ? undefined : sizeOf(from.slice(0, axis));
  return free.find((each) => sizeOf(to.slice(0, each)) === ahead) ?? free[0] ?? -1;
};

/** The mask along so many first axes of x, from all that is known of it. */
export const alongFirst = (x: AnyTensor, axes: number, known: readonly Presence[]): Tensor<"bool"> | undefined => {
  const shape = x.shape.slice(0, axes);
  const whole = solid(shape);
  const speaks = ({ axes, mask, view }: Presence) =>
    !view &&
    solid(mask.shape)
      .map((at) => axes[at])
      .join() === whole.join();
  const masks = known.filter(speaks).map(({ mask }) => mask.reshape(shape));
  return masks.length > 0 ? masks.reduce((all, mask) => all.logicalAnd(mask)) : undefined;
};

/** Masks over the same axes hold together: a place is there where all say so. */
export const together = (all: readonly Presence[]): readonly Presence[] => {
  const found = new Map<string, Presence>();
  for (const each of all) {
    const key = `${each.axes.join()}|${each.view?.join()}`;
    const other = found.get(key);
    const both = other && other.mask !== each.mask ? { ...each, mask: other.mask.logicalAnd(each.mask) } : each;
    found.set(key, both);
  }
  return [...found.values()];
};
