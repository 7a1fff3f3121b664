import type { TreeEnsemble } from "../contract/tree-ensemble.ts";
import { kernelWithRoom } from "../kernels/load-kernel.ts";

/** The function of `kernels/trees.ts`. */
interface TreesKernel {
  predict(
    trees: number,
    count: number,
    rows: number,
    rowBytes: number,
    rowCount: number,
    sums: number,
    sumBytes: number,
    values: number,
    width: number,
    hasSets: number,
  ): void;
}

const nodeBytes = 24;
const hasSet = 2;

/** Nodes that are packed at once: they stay in the cache while rows go through them. */
const mostNodes = 40_000;
/** Bytes of the rows that go through trees one after the other. */
const blockBytes = 2 ** 14;

/** One memory for all ensembles: it is filled anew by each, unless it was the last one too. */
const withRoom = kernelWithRoom<TreesKernel>("trees");
let packed: { readonly ensemble: TreeEnsemble; readonly places: Places } | undefined;

/** Some trees in memory, and where the rest goes. */
interface Places {
  readonly trees: number;
  readonly values: number;
  readonly sums: number;
}

/**
 * Adds to the sums of each row what trees say of it, from one on to the last. It is the walk of `predictTrees`, eight rows at
 * a time.
 */
export const addPacked = (
  ensemble: TreeEnsemble,
  columns: readonly Float64Array[],
  sums: Float64Array,
  start: number,
): void => {
  const { roots, outputs, width, members } = ensemble;
  const rows = sums.length / outputs;
  const rowBytes = 8 * columns.length;
  const block = Math.max(8, Math.min(rows, Math.floor(blockBytes / Math.max(1, rowBytes))));
  for (const [from, to] of portionsOf(ensemble, start)) {
    const isWhole = to - from === roots.length;
    const places = isWhole && packed?.ensemble === ensemble ? packed.places : pack(ensemble, from, to);
    packed = isWhole ? { ensemble, places } : undefined;
    const rowsAt = places.sums + 8 * block * outputs;
    const { kernel, doubles } = withRoom(rowsAt + block * rowBytes);
    for (let first = 0; first < rows; first += block) {
      const count = Math.min(block, rows - first);
      const own = sums.subarray(first * outputs, (first + count) * outputs);
      for (const [c, values] of columns.entries()) {
        let at = rowsAt / 8 + c;
        for (let row = first; row < first + count; row++, at += columns.length) doubles[at] = values[row]!;
      }
      doubles.set(own, places.sums / 8);
      kernel.predict(
        places.trees,
        to - from,
        rowsAt,
        rowBytes,
        count,
        places.sums,
        8 * outputs,
        places.values,
        width,
        members.length > 0 ? 1 : 0,
      );
      own.set(doubles.subarray(places.sums / 8, places.sums / 8 + own.length));
    }
  }
};

/** Trees one after the other, as many as fit beside each other. Their nodes have to stand in their order. */
function* portionsOf(
  { roots, feature, leafCover, left, right }: TreeEnsemble,
  start: number,
): Generator<readonly [number, number]> {
  if (start >= roots.length) return;
  if (feature.length + leafCover.length <= mostNodes) {
    yield [start, roots.length];
    return;
  }
  let from = start;
  let nodes = 0;
  for (let tree = start; tree < roots.length; tree++) {
    const own = sizeOf(roots[tree]!, left, right);
    if (nodes > 0 && nodes + own > mostNodes) {
      yield [from, tree];
      from = tree;
      nodes = 0;
    }
    nodes += own;
  }
  yield [from, roots.length];
}

const sizeOf = (root: number, left: Int32Array, right: Int32Array): number => {
  let size = 0;
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    size++;
    if (node >= 0) open.push(left[node]!, right[node]!);
  }
  return size;
};

const pack = (ensemble: TreeEnsemble, from: number, to: number): Places => {
  const { roots, output, feature, threshold, left, right, missingLeft, setStart, members, values, width } = ensemble;
  // In the order of a walk: parents before children, which a row then meets in ascending addresses.
  const order: number[] = [];
  const placeOf = new Map<number, number>();
  const nodesAt = 16 * Math.ceil((to - from) / 2);
  for (let tree = from; tree < to; tree++) {
    const open = [roots[tree]!];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      placeOf.set(node, nodesAt + nodeBytes * (order.push(node) - 1));
      if (node >= 0) open.push(right[node]!, left[node]!);
    }
  }
  let end = nodesAt + nodeBytes * order.length;
  const bitsOf = new Map<number, readonly [at: number, count: number]>();
  for (const node of order) {
    if (node < 0 || setStart[node] === setStart[node + 1]) continue;
    const count = members[setStart[node + 1]! - 1]! + 1;
    bitsOf.set(node, [end, count]);
    end += 4 * Math.ceil(count / 32);
  }
  end = (end + 7) & ~7;
  const valuesAt = end;
  if (width > 1) end += 8 * values.length;
  const { ints, doubles } = withRoom(end);
  for (let tree = from; tree < to; tree++) {
    ints[2 * (tree - from)] = placeOf.get(roots[tree]!)!;
    ints[2 * (tree - from) + 1] = output[tree]!;
  }
  for (const [i, node] of order.entries()) {
    const at = nodesAt + nodeBytes * i;
    const bits = bitsOf.get(node);
    if (bits) ints.set(bits, at / 4);
    else doubles[at / 8] = node >= 0 ? threshold[node]! : width > 1 ? ~node : values[~node]!;
    ints[at / 4 + 2] = node >= 0 ? 8 * feature[node]! : 0;
    ints[at / 4 + 3] = node >= 0 ? placeOf.get(right[node]!)! : at;
    ints[at / 4 + 4] = node >= 0 ? placeOf.get(left[node]!)! : at;
    ints[at / 4 + 5] = node >= 0 ? missingLeft[node]! | (bits ? hasSet : 0) : 0;
  }
  for (const [node, [at, count]] of bitsOf) {
    ints.fill(0, at / 4, at / 4 + Math.ceil(count / 32));
    for (let i = setStart[node]!; i < setStart[node + 1]!; i++)
      ints[at / 4 + (members[i]! >> 5)]! |= 1 << (members[i]! & 31);
  }
  if (width > 1) doubles.set(values, valuesAt / 8);
  return { trees: 0, values: valuesAt, sums: end };
};
