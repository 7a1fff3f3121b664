import { type MemoryView, nearest } from "./memory-view.ts";

/** What holds for the node that is scanned. */
interface Scanned {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
  readonly lowest: number;
  readonly highest: number;
  readonly l1: number;
  readonly minLeaf: number;
  readonly minHessian: number;
  /** Whether the kernel goes the way where ℓ1, bounds and directions count: its sums are the same, in another order. */
  readonly general: boolean;
}

interface Found {
  readonly gain: number;
  readonly bin: number;
  readonly missingLeft: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly l2: number;
  /** Of categories: the bins on the left. */
  readonly left: readonly number[];
}

const shrunk = (g: number, l1: number): number => (g < 0 ? -1 : 1) * Math.max(Math.abs(g) - l1, 0);

const outputOf = ({ l1, lowest, highest }: Scanned, g: number, h: number, l2: number): number =>
  Math.min(Math.max(-shrunk(g, l1) / (h + l2), lowest), highest);

const gainOf = (node: Scanned, g: number, h: number, l2: number): number => {
  const w = outputOf(node, g, h, l2);
  return -(2 * shrunk(g, node.l1) * w + (h + l2) * w * w);
};

const splitGain = (node: Scanned, gl: number, hl: number, l2: number, direction: number): number => {
  const [gr, hr] = [node.gradient - gl, node.hessian - hl];
  if (direction !== 0) {
    const [left, right] = [outputOf(node, gl, hl, l2), outputOf(node, gr, hr, l2)];
    if (direction > 0 ? left > right : left < right) return -Infinity;
  }
  return gainOf(node, gl, hl, l2) + gainOf(node, gr, hr, l2);
};

const plainGain = ({ gradient, hessian }: Scanned, gl: number, hl: number, l2: number): number => {
  const [gr, hr] = [gradient - gl, hessian - hl];
  return (gl * gl) / (hl + l2) + (gr * gr) / (hr + l2);
};

/** Whether both sides are large enough: 1; 0 where the left is too small yet, −1 where the right is too small for good. */
const allowed = ({ hessian, rows, minLeaf, minHessian }: Scanned, hl: number): number => {
  const left = nearest(hl * (rows / hessian));
  if (rows - left < minLeaf || hessian - hl < minHessian) return -1;
  return left < minLeaf || hl < minHessian ? 0 : 1;
};

/** Thresholds from the lowest to the highest; of equals the highest. */
const scanNumbers = (
  node: Scanned,
  pairs: Float64Array,
  last: number,
  missing: number | undefined,
  l2: number,
  direction: number,
  best: number,
): Found | undefined => {
  let [gl, hl] = missing === undefined ? [0, 0] : [pairs[2 * missing]!, pairs[2 * missing + 1]!];
  let found: Found | undefined;
  let top = best;
  for (let bin = 0; bin < last; bin++) {
    gl += pairs[2 * bin]!;
    hl += pairs[2 * bin + 1]!;
    const state = allowed(node, hl);
    if (state < 0) break;
    if (state === 0) continue;
    const gain = node.general ? splitGain(node, gl, hl, l2, direction) : plainGain(node, gl, hl, l2);
    if (gain < top) continue;
    top = gain;
    found = { gain, bin, missingLeft: missing === undefined ? 0 : 1, gradient: gl, hessian: hl, l2, left: [] };
  }
  return found;
};

/** Each category alone on the left. */
const scanSingles = (
  node: Scanned,
  pairs: Float64Array,
  count: number,
  l2: number,
  best: number,
): Found | undefined => {
  let found: Found | undefined;
  for (let bin = 0; bin < count; bin++) {
    const [gradient, hessian] = [pairs[2 * bin]!, pairs[2 * bin + 1]!];
    if (allowed(node, hessian) <= 0) continue;
    const gain = splitGain(node, gradient, hessian, l2, 0);
    if (gain <= (found?.gain ?? best)) continue;
    found = { gain, bin: 0, missingLeft: 0, gradient, hessian, l2, left: [bin] };
  }
  return found;
};

interface SortedLimits {
  readonly smooth: number;
  readonly extraL2: number;
  readonly most: number;
  readonly minGroup: number;
}

/** Categories in the order of their ratios of sums: the first ones on the left, or the last ones. */
const scanSorted = (
  node: Scanned,
  pairs: Float64Array,
  count: number,
  l2: number,
  { smooth, extraL2, most, minGroup }: SortedLimits,
  best: number,
): Found | undefined => {
  const perHessian = node.rows / node.hessian;
  const rowsOf = (bin: number): number => nearest(pairs[2 * bin + 1]! * perHessian);
  const ratio = (bin: number): number => pairs[2 * bin]! / (pairs[2 * bin + 1]! + smooth);
  const order = Array.from({ length: count }, (_, bin) => bin)
    .filter((bin) => rowsOf(bin) >= smooth)
    .sort((a, b) => ratio(a) - ratio(b) || a - b);
  const last = Math.min(most, Math.floor((order.length + 1) / 2));
  let found: Found | undefined;
  for (const side of [order, order.toReversed()]) {
    let [gradient, hessian, grouped] = [0, 0, 0];
    for (let i = 0; i < last; i++) {
      gradient += pairs[2 * side[i]!]!;
      hessian += pairs[2 * side[i]! + 1]!;
      grouped += rowsOf(side[i]!);
      const state = allowed(node, hessian);
      if (state < 0 || node.rows - nearest(hessian * perHessian) < minGroup) break;
      if (state === 0 || grouped < minGroup) continue;
      grouped = 0;
      const gain = splitGain(node, gradient, hessian, l2 + extraL2, 0);
      if (gain <= (found?.gain ?? best)) continue;
      found = { gain, bin: 0, missingLeft: 0, gradient, hessian, l2: l2 + extraL2, left: side.slice(0, i + 1) };
    }
  }
  return found;
};

/** The best split of a node among some columns, as a record in memory. */
export const scan = (
  { bytes, ints, doubles }: MemoryView,
  job: number,
  at: number,
  histograms: number,
  mask: number,
  record: number,
  first: number,
  last: number,
): void => {
  const [gradient, hessian, rows, lowest, highest] = doubles.subarray(at / 8, at / 8 + 5) as unknown as FiveNumbers;
  const [l1, l2, minLeaf, minHessian, minGain] = doubles.subarray(job / 8 + 22, job / 8 + 27) as unknown as FiveNumbers;
  const [smooth, extraL2, most, minGroup] = doubles.subarray(job / 8 + 27, job / 8 + 31) as unknown as FiveNumbers;
  const general = ints[job / 4 + 20] !== 0;
  const node: Scanned = { gradient, hessian, rows, lowest, highest, l1, minLeaf, minHessian, general };
  const none = gainOf(node, gradient, hessian, l2);
  let top = none + minGain;
  doubles[record / 8] = 0;
  for (let j = first; j < last; j++) {
    const column = ints[ints[job / 4 + 9]! / 4 + j]!;
    if (mask !== 0 && bytes[mask + column] === 0) continue;
    const about = ints[job / 4 + 11]! / 4 + 4 * column;
    const [count, missing, isCategory, direction] = ints.subarray(about, about + 4) as unknown as FiveNumbers;
    const start = (histograms + ints[ints[job / 4 + 23]! / 4 + column]!) / 8;
    const pairs = doubles.subarray(start, start + 2 * (count + 1));
    const tries = !isCategory
      ? [
          (best: number) => scanNumbers(node, pairs, missing < 0 ? count - 1 : count, undefined, l2, direction, best),
          (best: number) =>
            missing < 0 ? undefined : scanNumbers(node, pairs, count - 1, missing, l2, direction, best),
        ]
      : [
          (best: number) =>
            count <= ints[job / 4 + 16]!
              ? scanSingles(node, pairs, count, l2, best)
              : scanSorted(node, pairs, count, l2, { smooth, extraL2, most, minGroup }, best),
        ];
    let found: Found | undefined;
    for (const attempt of tries) found = attempt(found?.gain ?? top) ?? found;
    if (!found || found.gain <= top) continue;
    top = found.gain;
    doubles.set(
      [top - none, column, found.bin, found.missingLeft, found.gradient, found.hessian, found.l2],
      record / 8,
    );
    if (!isCategory) continue;
    bytes.fill(0, record + 64, record + 320);
    for (const bin of found.left) bytes[record + 64 + bin] = 1;
  }
};

type FiveNumbers = readonly [number, number, number, number, number];
