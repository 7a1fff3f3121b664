import { recordBytes } from "./places.ts";
import { binsOf, type Workspace, writeDoubles, writeInts } from "./workspace.ts";

/** What holds for each tree of a fit. */
export interface TreeLimits {
  readonly leaves: number;
  readonly maxDepth: number;
  readonly minLeaf: number;
  readonly minHessian: number;
  readonly minGain: number;
  readonly l1: number;
  readonly l2: number;
  readonly categorySmoothing: number;
  readonly categoryL2: number;
  /** A direction of each column: 1, −1, or 0 for none. */
  readonly directions: Int8Array;
  /** Groups of columns of which one path may use those of one group; none where all may meet. */
  readonly groups: readonly ReadonlySet<number>[];
}

/** Categories on one side at most, rows of a set of them at least, and how many are tried one by one. (LightGBM) */
const mostCategories = 32;
const leastRowsOfCategories = 100;
const mostSingles = 4;

interface Split {
  readonly gain: number;
  readonly column: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly leftGradient: number;
  readonly leftHessian: number;
  readonly l2: number;
  /** Of categories: which bins go left. */
  readonly table: Uint8Array | undefined;
}

/** A leaf while its tree grows: its rows are [from, to) of the rows in their order. */
export interface Leaf {
  readonly from: number;
  readonly to: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly value: number;
  readonly depth: number;
  /** Bounds that directions of columns above put on what it says. */
  readonly lowest: number;
  readonly highest: number;
  /** Columns on the way to it. */
  readonly path: readonly number[];
  /** Where its histogram is. */
  readonly slot: number;
  split: Split | undefined;
  /** Whose child it is: the node's number, and whether the left one. */
  readonly parent: number;
  readonly isLeft: boolean;
}

export interface Node {
  readonly column: number;
  /** Left is up to this bin; of categories the bins in the table. */
  readonly bin: number;
  readonly table: Uint8Array | undefined;
  readonly missingLeft: boolean;
  readonly gain: number;
  /** A node's number, or ~ the number of a leaf. */
  left: number;
  right: number;
}

export interface BinnedTree {
  readonly nodes: readonly Node[];
  readonly leaves: readonly Leaf[];
}

const shrunk = (g: number, l1: number): number => Math.sign(g) * Math.max(Math.abs(g) - l1, 0);

/**
 * Grows one tree leaf by leaf, always at the leaf whose split gains most. (Shi 2007; Ke et al. 2017) Of two children the
 * histogram of the smaller is summed up; the other's is what it leaves of their parent's.
 * `rows` are the first so many of the rows in their order; `identity` says that these are 0, 1, 2, …
 */
export const growTree = async (
  workspace: Workspace,
  limits: TreeLimits,
  { output, rows, identity, columns }: { output: number; rows: number; identity: boolean; columns: Int32Array },
  pause: () => Promise<void>,
): Promise<BinnedTree> => {
  const { places, ints, doubles, bytes, run } = workspace;
  const { l1, l2 } = limits;
  const width = workspace.columns.length;
  const pairs = places.pairs + places.pairBytes * places.room * output;
  const slotBytes = 16 * workspace.columns.reduce((sum, column) => sum + binsOf(column), 0);
  const cells = columns.reduce((sum, c) => sum + binsOf(workspace.columns[c]!), 0);
  const nodes: Node[] = [];
  const leaves: Leaf[] = [];

  const describe = (at: number, { gradient, hessian, from, to, lowest, highest }: Leaf): void =>
    writeDoubles(workspace, at, gradient, hessian, to - from, lowest, highest);

  /** Zero where all columns may be asked for, else the place of a byte for each. */
  const maskOf = ({ path }: Leaf, number: number): number => {
    if (limits.groups.length === 0) return 0;
    const fitting = limits.groups.filter((group) => path.every((column) => group.has(column)));
    const at = places.masks + width * number;
    for (let c = 0; c < width; c++) bytes[at + c] = fitting.some((group) => group.has(c)) ? 1 : 0;
    return at;
  };

  const mayGrow = (leaf: Leaf): boolean =>
    (limits.maxDepth === 0 || leaf.depth < limits.maxDepth) &&
    leaf.to - leaf.from >= 2 * limits.minLeaf &&
    leaf.hessian >= 2 * limits.minHessian;

  const job = places.grow;
  writeInts(workspace, job, places.bins, width, pairs, places.rows);
  writeInts(workspace, job + 36, places.list, columns.length, places.about);
  writeInts(workspace, job + 64, mostSingles, columns.length === width ? 1 : 0);
  writeInts(workspace, job + 80, l1 > 0 || limits.directions.some((direction) => direction !== 0) ? 1 : 0);
  writeInts(workspace, job + 92, places.starts);
  writeDoubles(workspace, job + 176, l1, l2, limits.minLeaf, limits.minHessian, limits.minGain);
  writeDoubles(
    workspace,
    job + 216,
    limits.categorySmoothing,
    limits.categoryL2,
    mostCategories,
    leastRowsOfCategories,
    workspace.hessianFactor,
  );
  ints.set(columns, places.list / 4);

  /** The best of what the threads found, each among its columns; of equals the one of the first column. */
  const bestOf = (records: number, parts: number): Split | undefined => {
    let best = 0;
    let found = -1;
    for (let part = 0; part < parts; part++) {
      const at = (records + part * recordBytes) / 8;
      if (doubles[at]! > best) {
        best = doubles[at]!;
        found = at;
      }
    }
    if (found < 0) return undefined;
    const column = doubles[found + 1]!;
    return {
      gain: best,
      column,
      bin: doubles[found + 2]!,
      missingLeft: doubles[found + 3] === 1,
      leftGradient: doubles[found + 4]!,
      leftHessian: doubles[found + 5]!,
      l2: doubles[found + 6]!,
      table: workspace.columns[column]!.bounds ? undefined : bytes.slice(8 * found + 64, 8 * found + 320),
    };
  };

  /** The histograms of a leaf, or of two that were one, and their best splits. */
  const examine = (small: Leaf, large: Leaf | undefined, isWhole: boolean): void => {
    const grows = [mayGrow(small), large !== undefined && mayGrow(large)];
    if (!grows[0] && !grows[1]) return;
    const count = small.to - small.from;
    const whole = isWhole && identity;
    writeInts(workspace, job + 16, small.from, small.to, whole ? 1 : 0);
    writeInts(workspace, job + 28, places.histograms + slotBytes * small.slot);
    writeInts(workspace, job + 32, large ? places.histograms + slotBytes * large.slot : 0);
    writeInts(workspace, job + 48, maskOf(small, 0), large ? maskOf(large, 1) : 0);
    writeInts(workspace, job + 56, places.records, places.otherRecords);
    // Rows far apart are asked for ahead; rows side by side come by themselves.
    writeInts(workspace, job + 72, !whole && count * 2 < workspace.rows && workspace.rows * width > 2 ** 19 ? 1 : 0);
    writeInts(workspace, job + 84, grows[0] ? 1 : 0, grows[1] ? 1 : 0);
    describe(job + 96, small);
    if (large) describe(job + 136, large);
    const parts = run("grow", job, count * columns.length * 0.8 + cells * 4);
    if (grows[0]) small.split = bestOf(places.records, parts);
    if (large && grows[1]) large.split = bestOf(places.otherRecords, parts);
  };

  /** Which bins go left, as the tree's walk wants to know it too. */
  const writeTable = (number: number, { column, bin, missingLeft, table }: Split): number => {
    const at = places.tables + 256 * number;
    if (table) bytes.set(table, at);
    else {
      const { missing } = workspace.columns[column]!;
      bytes.fill(1, at, at + bin + 1);
      bytes.fill(0, at + bin + 1, at + 256);
      if (missing >= 0) bytes[at + missing] = missingLeft ? 1 : 0;
    }
    return at;
  };

  /** Parts the rows of a leaf, some after others; says how many go left. */
  const partRows = ({ from, to }: Leaf, split: Split, table: number): number => {
    const whole = identity && nodes.length === 0;
    const order = ints.subarray(places.rows / 4, places.rows / 4 + to);
    writeInts(workspace, places.part, places.bins, width, split.column, places.rows);
    writeInts(workspace, places.part + 28, table, places.scratch, places.counts, places.ways);
    let middle = from;
    for (let start = from; start < to; start += places.parted) {
      const end = Math.min(start + places.parted, to);
      writeInts(workspace, places.part + 16, start, end, whole ? 1 : 0);
      const parts = run("part", places.part, (end - start) * 3);
      let left = 0;
      for (let part = 0; part < parts; part++) left += ints[places.counts / 4 + part]!;
      // Those that went right before make room for more on the left.
      order.copyWithin(middle + left, middle, start);
      writeInts(workspace, places.part + 44, middle, start + left);
      run("gather", places.part, (end - start) * 3);
      middle += left;
    }
    return middle - from;
  };

  const childOf = (
    leaf: Leaf,
    split: Split,
    side: { from: number; to: number; gradient: number; hessian: number; isLeft: boolean; slot: number },
  ): Leaf => {
    const value = -shrunk(side.gradient, l1) / (side.hessian + split.l2);
    const { from, to, gradient, hessian, isLeft, slot } = side;
    return {
      from,
      to,
      gradient,
      hessian,
      isLeft,
      slot,
      value: Math.min(Math.max(value, leaf.lowest), leaf.highest),
      depth: leaf.depth + 1,
      lowest: leaf.lowest,
      highest: leaf.highest,
      path: limits.groups.length > 0 ? [...leaf.path, split.column] : leaf.path,
      split: undefined,
      parent: nodes.length,
    };
  };

  writeInts(workspace, places.sum, pairs, places.rows, rows, identity ? 1 : 0);
  writeDoubles(workspace, places.sum + 32, workspace.hessianFactor);
  run("total", places.sum, 0);
  const gradient = doubles[places.sum / 8 + 2]!;
  const hessian = doubles[places.sum / 8 + 3]!;
  const root: Leaf = {
    from: 0,
    to: rows,
    gradient,
    hessian,
    value: 0,
    depth: 0,
    lowest: -Infinity,
    highest: Infinity,
    path: [],
    slot: 0,
    split: undefined,
    parent: -1,
    isLeft: false,
  };
  leaves.push(root);
  examine(root, undefined, true);

  while (leaves.length < limits.leaves) {
    let chosen = -1;
    let most = 0;
    for (let i = 0; i < leaves.length; i++) {
      const gain = leaves[i]!.split?.gain ?? 0;
      if (gain > most) {
        most = gain;
        chosen = i;
      }
    }
    if (chosen < 0) break;
    const leaf = leaves[chosen]!;
    const split = leaf.split!;
    const leftRows = partRows(leaf, split, writeTable(nodes.length, split));
    leaf.split = undefined;
    // Rows are counted by hessians until they are parted: all may be on one side.
    if (leftRows === 0 || leftRows === leaf.to - leaf.from) continue;
    const middle = leaf.from + leftRows;
    const isLeftSmall = leftRows * 2 <= leaf.to - leaf.from;
    const fresh = leaves.length;
    const left = childOf(leaf, split, {
      from: leaf.from,
      to: middle,
      gradient: split.leftGradient,
      hessian: split.leftHessian,
      isLeft: true,
      slot: isLeftSmall ? fresh : leaf.slot,
    });
    const right = childOf(leaf, split, {
      from: middle,
      to: leaf.to,
      gradient: leaf.gradient - split.leftGradient,
      hessian: leaf.hessian - split.leftHessian,
      isLeft: false,
      slot: isLeftSmall ? leaf.slot : fresh,
    });
    const direction = limits.directions[split.column]!;
    const limit = (left.value + right.value) / 2;
    const children = [
      direction === 0 ? left : { ...left, ...(direction > 0 ? { highest: limit } : { lowest: limit }) },
      direction === 0 ? right : { ...right, ...(direction > 0 ? { lowest: limit } : { highest: limit }) },
    ] as const;
    if (leaf.parent >= 0) {
      if (leaf.isLeft) nodes[leaf.parent]!.left = nodes.length;
      else nodes[leaf.parent]!.right = nodes.length;
    }
    const { missing } = workspace.columns[split.column]!;
    const missingLeft =
      missing < 0 ? leftRows * 2 > leaf.to - leaf.from : split.table ? split.table[missing] === 1 : split.missingLeft;
    nodes.push({
      column: split.column,
      bin: split.bin,
      table: split.table,
      missingLeft,
      gain: split.gain,
      left: ~chosen,
      right: ~fresh,
    });
    leaves[chosen] = children[0];
    leaves.push(children[1]);
    if (leaves.length < limits.leaves) {
      const [small, large] = isLeftSmall ? children : [children[1], children[0]];
      examine(small, large, false);
    }
    await pause();
  }
  return { nodes, leaves };
};
