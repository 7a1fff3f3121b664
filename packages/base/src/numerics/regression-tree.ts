import { inOrder, type Random, shuffle } from "../random/index.ts";

/** One input of a tree: numbers in [0, 1], or categories 0 … size − 1. */
export type Column =
  | { readonly kind: "number"; readonly values: Float64Array }
  | { readonly kind: "category"; readonly values: Int32Array; readonly size: number };

/** The part of one column that a leaf covers: a range, or the categories flagged with 1. */
export type Side = { readonly low: number; readonly high: number } | Uint8Array;

export interface Leaf {
  readonly value: number;
  readonly box: readonly Side[];
}

export interface Tree {
  readonly leaves: readonly Leaf[];
  /** The share of the samples' variance that the leaves explain: below 1 where equal inputs have different targets. */
  readonly explained: number;
}

type Split = { readonly gain: number; readonly column: number } & (
  | { readonly threshold: number }
  | { readonly left: Uint8Array }
);

/**
 * A regression tree grown to purity by least squares (Breiman et al. 1984), as its leaves: boxes that tile the space.
 * `weights` say how often each sample counts. Categories are split by the best of all subsets, which lies in the order of
 * their means (Fisher 1958). Columns that split equally well are chosen among by chance.
 */
export const growTree = (
  columns: readonly Column[],
  targets: Float64Array,
  weights: Int32Array,
  random: Random,
): Tree => {
  const drawn = Int32Array.from(weights.keys()).filter((i) => weights[i]! > 0);
  // Sorted once a column; each split only parts the orders, and keeps them.
  const orders = columns.map((column) =>
    column.kind === "number" ? drawn.slice().sort((i, j) => column.values[i]! - column.values[j]!) : drawn.slice(),
  );
  const goesLeft = new Uint8Array(targets.length);
  const spare = new Int32Array(drawn.length);
  const leaves: Leaf[] = [];
  let varied = 0;
  let left = 0;
  const whole = columns.map(
    (column): Side => (column.kind === "number" ? { low: 0, high: 1 } : new Uint8Array(column.size).fill(1)),
  );

  const numberSplit = (at: number, start: number, end: number, total: number, weight: number): Split | undefined => {
    const { values } = columns[at] as Extract<Column, { kind: "number" }>;
    const order = orders[at]!;
    let best = -Infinity;
    let threshold = 0;
    let sum = 0;
    let count = 0;
    for (let k = start; k < end - 1; k++) {
      const i = order[k]!;
      count += weights[i]!;
      sum += weights[i]! * targets[i]!;
      const here = values[i]!;
      const next = values[order[k + 1]!]!;
      if (next <= here) continue;
      const gain = (sum * sum) / count + (total - sum) ** 2 / (weight - count);
      const middle = (here + next) / 2;
      if (gain > best && middle > here) [best, threshold] = [gain, middle];
    }
    return best === -Infinity ? undefined : { gain: best, column: at, threshold };
  };

  const categorySplit = (at: number, start: number, end: number, total: number, weight: number): Split | undefined => {
    const { values, size } = columns[at] as Extract<Column, { kind: "category" }>;
    const sums = new Float64Array(size);
    const counts = new Float64Array(size);
    for (let k = start; k < end; k++) {
      const i = orders[at]![k]!;
      sums[values[i]!]! += weights[i]! * targets[i]!;
      counts[values[i]!]! += weights[i]!;
    }
    const seen = [...counts.keys()].filter((c) => counts[c]! > 0);
    seen.sort((a, b) => sums[a]! / counts[a]! - sums[b]! / counts[b]!);
    let best: Split | undefined;
    let sum = 0;
    let count = 0;
    const left = new Uint8Array(size);
    for (const c of seen.slice(0, -1)) {
      sum += sums[c]!;
      count += counts[c]!;
      left[c] = 1;
      const gain = (sum * sum) / count + (total - sum) ** 2 / (weight - count);
      if (best === undefined || gain > best.gain) best = { gain, column: at, left: left.slice() };
    }
    return best;
  };

  const grow = (start: number, end: number, box: readonly Side[]): void => {
    let weight = 0;
    let total = 0;
    let squares = 0;
    for (let k = start; k < end; k++) {
      const i = orders[0]![k]!;
      weight += weights[i]!;
      total += weights[i]! * targets[i]!;
      squares += weights[i]! * targets[i]! ** 2;
    }
    const unsplit = (total * total) / weight;
    const tolerance = 1e-12 * squares;
    if (start === 0 && end === drawn.length) varied = squares - unsplit;
    let best: Split | undefined;
    if (squares - unsplit > tolerance)
      for (const at of shuffle(inOrder(columns.length), random)) {
        const split = (columns[at]!.kind === "number" ? numberSplit : categorySplit)(at, start, end, total, weight);
        if (split !== undefined && split.gain > (best?.gain ?? unsplit) + tolerance) best = split;
      }
    if (best === undefined) {
      leaves.push({ value: total / weight, box });
      left += squares - unsplit;
      return;
    }
    const [low, high] = sidesOf(
      best,
      columns[best.column]!,
      box[best.column]!,
      (i, is) => {
        goesLeft[i] = is ? 1 : 0;
      },
      orders[best.column]!.subarray(start, end),
    );
    let middle = start;
    for (const order of orders) middle = part(order, start, end, goesLeft, spare);
    grow(start, middle, box.with(best.column, low));
    grow(middle, end, box.with(best.column, high));
  };

  if (columns.length > 0 && drawn.length > 0) grow(0, drawn.length, whole);
  return { leaves, explained: varied > 0 ? 1 - left / varied : 0 };
};

/** The two halves of a side, and which samples go left. Categories that no sample here has go with the right half. */
const sidesOf = (
  split: Split,
  column: Column,
  side: Side,
  place: (i: number, left: boolean) => void,
  samples: Int32Array,
): readonly [Side, Side] => {
  if ("threshold" in split) {
    const { low, high } = side as { low: number; high: number };
    for (const i of samples) place(i, column.values[i]! <= split.threshold);
    return [
      { low, high: split.threshold },
      { low: split.threshold, high },
    ];
  }
  for (const i of samples) place(i, split.left[column.values[i]!] === 1);
  return [split.left, (side as Uint8Array).map((is, c) => (is === 1 && split.left[c] === 0 ? 1 : 0))];
};

/** Stable: what goes left comes first, each half in its old order. Returns where the right half begins. */
const part = (order: Int32Array, start: number, end: number, goesLeft: Uint8Array, spare: Int32Array): number => {
  let left = start;
  let kept = 0;
  for (let k = start; k < end; k++) {
    const i = order[k]!;
    if (goesLeft[i] === 1) order[left++] = i;
    else spare[kept++] = i;
  }
  order.set(spare.subarray(0, kept), left);
  return left;
};
