import type { Random } from "@kaviar/base/random";
import type { Matrix } from "../../contract/matrix.ts";
import { thresholdBetween } from "../../trees/growing/random-split.ts";
import type { GrownTree } from "../../trees/grown-tree.ts";

/**
 * How many questions it takes on average to find none of n rows in a search tree: what is added to the depth of a leaf
 * with n rows. (Liu et al. 2008, equation 1)
 */
export const searchLength = (rows: number): number => {
  if (rows <= 1) return 0;
  if (rows === 2) return 1;
  return 2 * (Math.log(rows - 1) + eulerGamma) - (2 * (rows - 1)) / rows;
};

const eulerGamma = 0.5772156649015329;

/** A tree that parts rows at random until each is alone. A leaf says how many questions it took. */
export const isolationTree = (
  { columns, values }: Matrix,
  rows: Int32Array,
  features: Int32Array,
  maxDepth: number,
  random: Random,
): GrownTree => {
  const feature: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const missingLeft: number[] = [];
  const cover: number[] = [];
  const lengths: number[] = [];
  const leafCover: number[] = [];
  const valueAt = (row: number, column: number): number => values[row * columns + column]!;

  /** A column in which the rows differ, drawn among those. */
  const drawSplit = (rows: Int32Array): { column: number; limit: number; missingLeft: boolean } | undefined => {
    const open = features.slice();
    for (let count = open.length; count > 0; count--) {
      const drawn = Math.floor(random() * count);
      const column = open[drawn]!;
      open[drawn] = open[count - 1]!;
      let [least, most, missing] = [Infinity, -Infinity, 0];
      for (const row of rows) {
        const value = valueAt(row, column);
        if (Number.isNaN(value)) missing++;
        if (value < least) least = value;
        if (value > most) most = value;
      }
      if (missing === rows.length || (least === most && missing === 0)) continue;
      const limit = thresholdBetween(least, most, random());
      // Where all others are alike, the missing ones are what can be parted.
      return { column, limit, missingLeft: missing > 0 && least < most && random() < 0.5 };
    }
    return undefined;
  };

  const grow = (rows: Int32Array, depth: number): number => {
    const split = rows.length > 1 && depth < maxDepth ? drawSplit(rows) : undefined;
    if (!split) {
      lengths.push(depth + searchLength(rows.length));
      return -leafCover.push(rows.length);
    }
    const { column, limit } = split;
    const isLeft = (row: number): boolean => {
      const value = valueAt(row, column);
      return Number.isNaN(value) ? split.missingLeft : value <= limit;
    };
    const lefts = rows.filter(isLeft);
    const rights = rows.filter((row) => !isLeft(row));
    const isSure = rows.some((row) => Number.isNaN(valueAt(row, column)));
    const node = feature.push(column) - 1;
    threshold.push(limit);
    missingLeft.push((isSure ? split.missingLeft : lefts.length > rights.length) ? 1 : 0);
    cover.push(rows.length);
    left.push(0);
    right.push(0);
    left[node] = grow(lefts, depth + 1);
    right[node] = grow(rights, depth + 1);
    return node;
  };

  const root = grow(rows, 0);
  return { root, feature, threshold, left, right, missingLeft, values: lengths, cover, leafCover };
};
