import type { Random } from "@kaviar/base/random";
import type { Matrix } from "../../contract/matrix.ts";
import { type Crew, canShare, createCrew } from "../../kernels/crew.ts";
import type { ForestKernel } from "../../kernels/forests.ts";
import { createMemory } from "../../kernels/load-kernel.ts";
import { between, type CodedColumn } from "./coded-columns.ts";
import type { GrownNodes, Growth } from "./grow-tree.ts";
import { kernelPlaces, nodeBytesOf } from "./kernel-memory.ts";
import type { TreeTask } from "./task.ts";

/** What splits are looked for in: codes, of which the best split is taken, or numbers, of which one is drawn. */
export type SplitData =
  | { readonly kind: "best"; readonly columns: readonly CodedColumn[] }
  | { readonly kind: "random"; readonly matrix: Matrix };

/** Grows several trees at once. */
export interface KernelTrees {
  readonly trees: number;
  /** So many trees at most: the weights of the rows of each, and its random numbers. */
  grow(trees: readonly { readonly weights: Float64Array; readonly words: Words }[]): readonly GrownNodes[];
  close(): void;
}

/** What random numbers inside a tree start from. */
export type Words = readonly [number, number, number];

export const wordsFrom = (random: Random): Words => [
  Math.floor(random() * 2 ** 32),
  Math.floor(random() * 2 ** 32),
  Math.floor(random() * 2 ** 32),
];

/** Threads wait for each other after a job: each grows a few trees in one, as long as these are small. */
const treesOfThread = 4;
const smallBytes = 2 ** 23;

/** More memory than that is not asked for: then trees grow in plain TypeScript. */
const mostBytes = 2 ** 31;

/** Whether the kernel grows such trees: squares and Gini's impurity, to the end, of columns in bytes. */
export const kernelGrows = ({ criterion }: TreeTask, { leaves }: Growth, data: SplitData): boolean =>
  (criterion === "squared" || criterion === "gini") &&
  leaves === Infinity &&
  (data.kind === "random" || data.columns.every(({ codes }) => codes instanceof Uint8Array));

/** Nothing where the memory would be too large. */
export const createKernelTrees = async (
  task: TreeTask,
  growth: Growth,
  data: SplitData,
  wanted: number,
): Promise<KernelTrees | undefined> => {
  const { rows, sums, criterion } = task;
  const columns = data.kind === "best" ? data.columns.length : data.matrix.columns;
  const random = data.kind === "random";
  const leaves = Math.max(1, Math.min(Math.floor(rows / growth.minLeaf), 2 ** growth.maxDepth));
  const placesFor = (threads: number) => {
    const { ownBytes } = kernelPlaces({ rows, columns, sums, trees: 1, leaves, random });
    const trees = threads > 1 && ownBytes < smallBytes ? treesOfThread * threads : threads;
    return { trees, ...kernelPlaces({ rows, columns, sums, trees, leaves, random }) };
  };
  let threads = canShare() ? wanted : 1;
  while (threads > 1 && placesFor(threads).end > mostBytes) threads--;
  const places = placesFor(threads);
  if (places.end > mostBytes) return;
  const shared = threads > 1;
  const memory = createMemory(places.end, { shared });
  const crew: Crew<ForestKernel> = await createCrew<ForestKernel>("forests", memory, { shared, threads });
  const ints = new Int32Array(memory.buffer);
  const doubles = new Float64Array(memory.buffer);
  const { job } = places;
  const whole = (value: number): number => Math.min(value, 2 ** 31 - 1);
  ints.set([rows, columns, sums, random ? 1 : 0, whole(growth.maxDepth), whole(growth.minSplit)], job / 4);
  ints.set([whole(growth.minLeaf), growth.maxFeatures], job / 4 + 6);
  doubles.set([criterion === "gini" && sums === 1 ? 2 : 1, growth.minImpurityDecrease], job / 8 + 4);
  ints.set([places.data, places.bins, task.classes ? places.classes : 0, places.values], job / 4 + 12);
  ints.set([places.head, places.ownBytes, places.closeRows], job / 4 + 16);
  if (data.kind === "random") {
    const { values } = data.matrix;
    for (let c = 0, to = places.data / 8; c < columns; c++) {
      for (let at = c; at < values.length; at += columns) doubles[to++] = values[at]!;
    }
  } else {
    const bytes = new Uint8Array(memory.buffer);
    for (const [c, { codes, bins }] of data.columns.entries()) {
      bytes.set(codes, places.data + c * rows);
      ints[places.bins / 4 + c] = bins;
    }
  }
  if (task.classes) ints.set(task.classes, places.classes / 4);
  doubles.set(task.values, places.values / 8);
  const { weights, ...others } = places.tree;
  for (let tree = 0; tree < places.trees; tree++) {
    const shift = tree * places.ownBytes;
    ints.set(
      [weights, ...Object.values(others)].map((place) => place + shift),
      (places.head + shift) / 4 + 5,
    );
  }
  const nodesOf = nodeReader(task, data, memory.buffer);
  return {
    trees: places.trees,
    grow: (trees) => {
      for (const [number, tree] of trees.entries()) {
        const shift = number * places.ownBytes;
        ints.set(tree.words, (places.head + shift) / 4 + 1);
        doubles.set(tree.weights, (weights + shift) / 8);
      }
      ints[job / 4 + 19] = trees.length;
      crew.run("growTrees", job);
      return trees.map((_, number) => {
        const shift = number * places.ownBytes;
        return nodesOf(places.tree.nodes + shift, ints[(places.head + shift) / 4 + 4]!);
      });
    },
    close: crew.close,
  };
};

/** Reads the nodes of a tree out of memory. */
const nodeReader = ({ sums, center }: TreeTask, data: SplitData, buffer: ArrayBuffer) => {
  const bytes = nodeBytesOf(sums);
  const ints = new Int32Array(buffer);
  const doubles = new Float64Array(buffer);
  return (place: number, count: number): GrownNodes => {
    const column = new Int32Array(count);
    const threshold = new Float64Array(count);
    const left = new Int32Array(count);
    const right = new Int32Array(count);
    const missingLeft = new Uint8Array(count);
    const weight = new Float64Array(count);
    const gain = new Float64Array(count);
    const values = new Float64Array(count * sums);
    for (let node = 0; node < count; node++) {
      const at = (place + node * bytes) / 4;
      const half = at / 2;
      weight[node] = doubles[half + 4]!;
      for (let k = 0; k < sums; k++) values[node * sums + k] = doubles[half + 6 + k]! + center;
      const asked = ints[at]!;
      column[node] = asked;
      left[node] = ints[at + 3]!;
      right[node] = ints[at + 4]!;
      if (asked < 0) continue;
      missingLeft[node] = ints[at + 5]!;
      gain[node] = doubles[half + 5]!;
      if (data.kind === "random") threshold[node] = doubles[half + 3]!;
      else {
        const next = ints[at + 2]!;
        threshold[node] = next < 0 ? Infinity : between(data.columns[asked]!, ints[at + 1]!, next);
      }
    }
    // What is left unexplained counts where branches are cut: not in forests.
    return { column, threshold, left, right, missingLeft, weight, values, gain, loss: new Float64Array(count) };
  };
};
