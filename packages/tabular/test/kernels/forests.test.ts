import { seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { bestSplits } from "../../src/trees/growing/best-split.ts";
import { codeColumns } from "../../src/trees/growing/coded-columns.ts";
import { finishedTree, gainsOf } from "../../src/trees/growing/finished-tree.ts";
import { growTree } from "../../src/trees/growing/grow-tree.ts";
import { randomOf } from "../../src/trees/growing/grow-trees.ts";
import { createKernelTrees, type SplitData, wordsFrom } from "../../src/trees/growing/kernel-trees.ts";
import { randomSplits } from "../../src/trees/growing/random-split.ts";
import { classTask, numberTask } from "../../src/trees/growing/task.ts";
import { treeMatrix } from "../../src/trees/tree-matrix.ts";
import { madeRows } from "../models/made-rows.ts";

const rows = 500;

describe("the kernel of forests", () => {
  for (const kind of ["best", "random"] as const)
    for (const target of ["two", "classes", "numbers"] as const)
      for (const missing of [false, true])
        it(`grows the trees that its twin grows, to the last bit: ${kind} splits, ${target}${missing ? ", values missing" : ""}`, async () => {
          const made = madeRows(3, rows, { missing });
          const names = ["a", "b", "c"];
          const task =
            target === "numbers"
              ? numberTask({ task: "numbers", values: Float64Array.from(made.numbers) }, "squared")
              : classTask(
                  {
                    task: "classes",
                    classes: names.slice(0, target === "two" ? 2 : 3),
                    codes: Int32Array.from(made[target]),
                  },
                  "gini",
                );
          const data: SplitData =
            kind === "random"
              ? { kind, matrix: treeMatrix(made.table) }
              : { kind, columns: codeColumns("test", made.table, 255) };
          for (const [maxFeatures, minLeaf, maxDepth] of [
            [2, 1, Infinity],
            [6, 4, 7],
          ] as const) {
            const growth = {
              maxDepth,
              minSplit: 3,
              minLeaf,
              maxFeatures,
              leaves: Infinity,
              minImpurityDecrease: 0.0001,
            };
            const kernel = (await createKernelTrees(task, growth, data, 1))!;
            const splitterOf = data.kind === "random" ? randomSplits(data.matrix) : bestSplits(task, data.columns);
            for (let tree = 0; tree < 4; tree++) {
              const random = seededRandom(9, tree);
              const weights = made.weights.map((weight) => (random() < 0.3 ? 0 : weight));
              const words = wordsFrom(random);
              const plain = await growTree(task, weights, splitterOf, growth, {
                random: randomOf(words),
                pause: async () => {},
              });
              const [grown] = kernel.grow([{ weights, words }]);
              expect(grown!.column.length).toBeGreaterThan(20);
              expect(finishedTree(grown!, task.sums)).toEqual(finishedTree(plain, task.sums));
              expect(gainsOf(grown!, 6)).toEqual(gainsOf(plain, 6));
            }
            kernel.close();
          }
        });
});
