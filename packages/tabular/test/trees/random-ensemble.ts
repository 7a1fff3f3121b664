import type { Random } from "@kaviar/base/random";
import type { Matrix } from "../../src/contract/matrix.ts";
import type { TreeEnsemble } from "../../src/contract/tree-ensemble.ts";
import { ensembleOf, type GrownTree } from "../../src/trees/grown-tree.ts";

interface EnsembleShape {
  readonly columns: number;
  /** The first so many columns are categories. */
  readonly sets?: number;
  readonly trees?: number;
  readonly depth?: number;
  readonly outputs?: number;
  readonly width?: number;
}

const whole = (random: Random, below: number): number => Math.floor(random() * below);

/** Trees of any shape, with thresholds that rows stand on. */
export const randomEnsemble = (
  random: Random,
  {
    columns,
    sets = 0,
    trees = 1 + whole(random, 8),
    depth = 5,
    outputs = 1 + whole(random, 3),
    width = random() < 0.5 ? 1 : outputs,
  }: EnsembleShape,
): TreeEnsemble =>
  ensembleOf(
    Array.from({ length: trees }, () => randomTree(random, columns, sets, depth, width)),
    {
      outputs,
      width,
      base: Float64Array.from({ length: outputs }, () => random()),
      outputOf: (tree) => (width === 1 ? tree % outputs : 0),
    },
  );

const randomTree = (random: Random, columns: number, sets: number, depth: number, width: number): GrownTree => {
  const feature: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const missingLeft: number[] = [];
  const members: (number[] | undefined)[] = [];
  const cover: number[] = [];
  const values: number[] = [];
  const leafCover: number[] = [];
  const grow = (depth: number): number => {
    if (depth === 0 || random() < 0.15) {
      for (let k = 0; k < width; k++) values.push(random() - 0.5);
      return ~(leafCover.push(1 + whole(random, 9)) - 1);
    }
    const column = whole(random, columns);
    const node = feature.push(column) - 1;
    threshold.push(whole(random, 5) - 2);
    missingLeft.push(whole(random, 2));
    members.push(
      column < sets
        ? [...new Set(Array.from({ length: 1 + whole(random, 9) }, () => whole(random, column === 0 ? 9 : 200)))]
        : undefined,
    );
    left.push(0);
    right.push(0);
    cover.push(0);
    left[node] = grow(depth - 1);
    right[node] = grow(depth - 1);
    const coverOf = (child: number): number => (child < 0 ? leafCover[~child]! : cover[child]!);
    cover[node] = coverOf(left[node]!) + coverOf(right[node]!);
    return node;
  };
  const root = grow(depth);
  return { root, feature, threshold, left, right, missingLeft, members, values, cover, leafCover };
};

/** Whole numbers around the thresholds, codes of categories among them, and missing values. */
export const randomRows = (random: Random, rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: Float64Array.from({ length: rows * columns }, () =>
    random() < 0.1 ? Number.NaN : random() < 0.2 ? whole(random, 200) : whole(random, 5) - 2,
  ),
});
