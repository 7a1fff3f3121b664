import { sfc32 } from "@kaviar/base/random";
import type { FitContext } from "../../contract/context.ts";
import { threadsHere } from "../../kernels/crew.ts";
import { bestSplits } from "./best-split.ts";
import { type GrownNodes, type Growth, growTree } from "./grow-tree.ts";
import { createKernelTrees, kernelGrows, type SplitData, type Words } from "./kernel-trees.ts";
import { randomSplits } from "./random-split.ts";
import type { TreeTask } from "./task.ts";

/** What a tree of a forest has for itself: how much each row counts, and where its random numbers start. */
export interface TreeSeed {
  readonly weights: Float64Array;
  readonly words: Words;
}

export interface ForestJob {
  readonly task: TreeTask;
  readonly growth: Growth;
  readonly data: SplitData;
  readonly trees: number;
  readonly seedOf: (tree: number) => TreeSeed;
  /** As many as pay, where nobody says. */
  readonly threads: number | undefined;
}

/** Rows times columns of all trees from which on threads are started unasked. */
const cellsThatPay = 2_000_000;
const mostThreads = 8;

/** Random numbers that a tree draws while it grows: the kernel starts from the words in the same way. */
export const randomOf = (words: Words) => sfc32(...words, 12);

/** Grows trees one after the other or some at once, and gives them in order. */
export const growTrees = async (
  { task, growth, data, trees, seedOf, threads }: ForestJob,
  context: FitContext,
  take: (nodes: GrownNodes) => void,
): Promise<void> => {
  const pays = task.rows * growth.maxFeatures * trees >= cellsThatPay;
  const wanted = Math.min(trees, threads ?? (pays ? Math.min(threadsHere(), mostThreads) : 1));
  const kernel = kernelGrows(task, growth, data) ? await createKernelTrees(task, growth, data, wanted) : undefined;
  const splitterOf = data.kind === "random" ? randomSplits(data.matrix) : bestSplits(task, data.columns);
  try {
    for (let first = 0; first < trees; first += kernel?.trees ?? 1) {
      context.progress(first / trees);
      await context.pause();
      if (kernel) {
        const count = Math.min(kernel.trees, trees - first);
        for (const nodes of kernel.grow(Array.from({ length: count }, (_, i) => seedOf(first + i)))) take(nodes);
      } else {
        const { weights, words } = seedOf(first);
        take(await growTree(task, weights, splitterOf, growth, { random: randomOf(words), pause: context.pause }));
      }
    }
  } finally {
    kernel?.close();
  }
};
