import type { TreeEnsemble } from "../../contract/tree-ensemble.ts";
import { kernelWithRoom } from "../../kernels/load-kernel.ts";
import { askedColumns, linesRight } from "./asked-columns.ts";
import { ruledTrees } from "./ruled-tree.ts";

/** The functions of `kernels/masks.ts`. */
interface MasksKernel {
  findLines(
    columns: number,
    columnCount: number,
    values: number,
    columnBytes: number,
    rowCount: number,
    lines: number,
  ): void;
  addBlock(block: number, lines: number, lineBytes: number, rowCount: number, sums: number, sumBytes: number): void;
}

/** Adds to the sums of each row what some trees say of it. */
export type AddTrees = (columns: readonly Float64Array[], sums: Float64Array) => void;

/** Bytes of a line, of a column and of a block as the kernel knows them. */
const [lineBytes, columnBytes, blockBytes] = [64, 16, 40];
/** Bytes of what belongs to the rows that go through all blocks before the next ones. */
const rowsBytes = 2 ** 19;

/** One memory for all ensembles. */
const withRoom = kernelWithRoom<MasksKernel>("masks");

/** Makes masks of some trees, in memory; nothing where they have too many leaves, or columns too many values. */
export const maskTrees = (ensemble: TreeEnsemble, from: number, to: number): AddTrees | undefined => {
  const trees = ruledTrees(ensemble, from, to);
  const asked = trees && askedColumns(ensemble, trees);
  if (!asked) return undefined;
  const { output, outputs, width } = ensemble;
  const leaves = trees.reduce((most, tree) => Math.max(most, tree.leaves.length), 0);
  const words = leaves > 32 ? 2 : 1;
  const perBlock = lineBytes / 4 / words;
  const blocks = Math.ceil(trees.length / perBlock);
  const tableBytes = lineBytes * asked.reduce((sum, { lines }) => sum + lines, 0);
  const treeBytes = 8 * leaves * width;
  let end = 0;
  const place = (bytes: number): number => {
    const at = end;
    end = lineBytes * Math.ceil((at + bytes) / lineBytes);
    return at;
  };
  const room = place(lineBytes);
  const tables = place(tableBytes * blocks);
  const described = place(columnBytes * asked.length);
  const searched = asked.map(({ thresholds }) =>
    thresholds.length > 0 ? 8 * 2 ** Math.ceil(Math.log2(thresholds.length + 1)) : 0,
  );
  const thresholdsOf = searched.map((bytes) => (bytes > 0 ? place(bytes) : 0));
  const lists = place(4 * asked.length * blocks);
  const toOutputs = place(4 * trees.length);
  const values = place(treeBytes * trees.length);
  const blocksAt = place(blockBytes * blocks);

  const { ints, doubles } = withRoom(end);
  const columnOf = new Map<number, number>();
  for (const [c, { column, thresholds, codes, firstLine }] of asked.entries()) {
    columnOf.set(column, c);
    const [at, bytes] = [thresholdsOf[c]!, searched[c]!];
    ints.set([lineBytes * firstLine, at, bytes / 2, codes], (described + columnBytes * c) / 4);
    doubles.fill(Infinity, at / 8, (at + bytes) / 8);
    doubles.set(thresholds, at / 8);
  }
  ints.fill(-1, tables / 4, (tables + tableBytes * blocks) / 4);
  for (let block = 0; block < blocks; block++) {
    const first = perBlock * block;
    const own = trees.slice(first, first + perBlock);
    const table = tables + tableBytes * block;
    const columns = new Set<number>();
    for (const [lane, tree] of own.entries()) {
      for (const { node, from, to } of tree.rulings) {
        const c = columnOf.get(ensemble.feature[node]!)!;
        columns.add(4 * c);
        const masks = table / 4 + words * lane + 16 * asked[c]!.firstLine;
        for (let word = 0; word < words; word++) {
          const open = ~bitsBetween(from - 32 * word, to - 32 * word);
          for (const line of linesRight(ensemble, node, asked[c]!)) ints[masks + 16 * line + word]! &= open;
        }
      }
      ints[toOutputs / 4 + first + lane] = 8 * output[from + first + lane]!;
      for (const [i, leaf] of tree.leaves.entries()) {
        const at = (values + treeBytes * (first + lane)) / 8 + width * i;
        for (let k = 0; k < width; k++) doubles[at + k] = ensemble.values[width * leaf + k]!;
      }
    }
    const list = lists + 4 * asked.length * block;
    ints.set([...columns], list / 4);
    const adds = outputs === 1 ? 0 : toOutputs + 4 * first;
    ints.set(
      [table, list, columns.size, own.length, values + treeBytes * first, treeBytes, width, adds, words - 1, room],
      (blocksAt + blockBytes * block) / 4,
    );
  }

  return (columns, sums) => {
    const rows = sums.length / outputs;
    const size = Math.max(64, Math.min(rows, Math.floor(rowsBytes / (12 * asked.length + 8 * outputs))));
    const rowValues = lineBytes * Math.ceil((end + 4 * asked.length * size) / lineBytes);
    const rowSums = rowValues + 8 * asked.length * size;
    const { kernel, doubles } = withRoom(rowSums + 8 * outputs * size);
    for (let first = 0; first < rows; first += size) {
      const count = Math.min(size, rows - first);
      const own = sums.subarray(first * outputs, (first + count) * outputs);
      for (const [c, { column }] of asked.entries())
        doubles.set(columns[column]!.subarray(first, first + count), rowValues / 8 + size * c);
      doubles.set(own, rowSums / 8);
      kernel.findLines(described, asked.length, rowValues, 8 * size, count, end);
      for (let block = 0; block < blocks; block++)
        kernel.addBlock(blocksAt + blockBytes * block, end, 4 * asked.length, count, rowSums, 8 * outputs);
      own.set(doubles.subarray(rowSums / 8, rowSums / 8 + own.length));
    }
  };
};

/** The bits from one to another, as far as 32 reach. */
const bitsBetween = (from: number, to: number): number => {
  const [first, last] = [Math.max(from, 0), Math.min(to, 32)];
  if (first >= last) return 0;
  return (last - first === 32 ? -1 : (1 << (last - first)) - 1) << first;
};
