import { seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import type { TreeEnsemble } from "../../src/contract/tree-ensemble.ts";
import { treeShap } from "../../src/explanation/tree-shap.ts";
import { decisionTree } from "../../src/index.ts";
import { goesLeft, predictTrees } from "../../src/trees/predict-trees.ts";
import { treeMatrix } from "../../src/trees/tree-matrix.ts";
import { classesOf, fit, numbersOf } from "../models/fit.ts";
import { madeRows } from "../models/made-rows.ts";
import { randomEnsemble, randomRows } from "../trees/random-ensemble.ts";
import recorded from "./recorded.json" with { type: "json" };

/** What a tree is expected to say where only some columns of a row are known. */
const expectedOf = (ensemble: TreeEnsemble, row: Float64Array, known: number): Float64Array => {
  const sums = ensemble.base.slice();
  const { left, right, feature, values, width, cover, leafCover, output } = ensemble;
  for (const [tree, root] of ensemble.roots.entries()) {
    const visit = (node: number, share: number): void => {
      if (node < 0) {
        for (let k = 0; k < width; k++) sums[output[tree]! + k]! += share * values[~node * width + k]!;
        return;
      }
      const coverOf = (child: number): number => (child < 0 ? leafCover[~child]! : cover[child]!);
      if ((known >> feature[node]!) & 1) {
        visit(goesLeft(ensemble, node, row[feature[node]!]!) ? left[node]! : right[node]!, share);
        return;
      }
      for (const child of [left[node]!, right[node]!]) visit(child, (share * coverOf(child)) / cover[node]!);
    };
    visit(root, 1);
  }
  return sums;
};

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

const bits = (set: number): number => set.toString(2).replaceAll("0", "").length;

/** Shapley's formula over all sets of columns. */
const byAllSets = (ensemble: TreeEnsemble, row: Float64Array): Float64Array => {
  const columns = row.length;
  const { outputs } = ensemble;
  const values = new Float64Array(columns * outputs);
  for (let set = 0; set < 2 ** columns; set++)
    for (let c = 0; c < columns; c++) {
      if ((set >> c) & 1) continue;
      const size = bits(set);
      const weight = (factorial(size) * factorial(columns - size - 1)) / factorial(columns);
      const before = expectedOf(ensemble, row, set);
      const after = expectedOf(ensemble, row, set | (1 << c));
      for (let k = 0; k < outputs; k++) values[c * outputs + k]! += weight * (after[k]! - before[k]!);
    }
  return values;
};

describe("treeShap", () => {
  it.each(["numbers", "classes"] as const)("says of a tree of %s what shap says", async (target) => {
    const train = madeRows(7, 300);
    const model = decisionTree({ maxDepth: 6, minLeaf: 5 });
    const { state } = await fit(model, {
      table: train.table,
      target: target === "classes" ? classesOf(train.classes) : numbersOf(train.numbers),
      weights: train.weights,
    });
    const { values, base } = treeShap(
      model.definition.trees!(state, model.options).ensemble,
      treeMatrix(madeRows(99, 12).table),
    );
    for (const [i, value] of recorded[target].base.entries()) expect(base[i]).toBeCloseTo(value, 4);
    for (const [i, value] of recorded[target].values.entries()) expect(values[i]).toBeCloseTo(value, 4);
  });

  it("gives Shapley's values, as the sum over all sets of columns does", () => {
    for (let seed = 0; seed < 25; seed++) {
      const random = seededRandom(seed);
      const ensemble = randomEnsemble(random, { columns: 4, sets: seed % 3, depth: 6, trees: 3 });
      const rows = randomRows(random, 3, 4);
      const { values, base } = treeShap(ensemble, rows);
      for (let row = 0; row < 3; row++) {
        const own = rows.values.subarray(row * 4, row * 4 + 4);
        const theirs = byAllSets(ensemble, own);
        const size = 4 * ensemble.outputs;
        for (let i = 0; i < size; i++) expect(values[row * size + i]).toBeCloseTo(theirs[i]!, 9);
        const none = expectedOf(ensemble, own, 0);
        for (const [k, value] of base.entries()) expect(value).toBeCloseTo(none[k]!, 9);
      }
    }
  });

  it("adds up to the prediction, also of deep trees", () => {
    const random = seededRandom(1);
    const ensemble = randomEnsemble(random, { columns: 7, sets: 1, depth: 14, trees: 4, outputs: 2 });
    const rows = randomRows(random, 20, 7);
    const { values, base } = treeShap(ensemble, rows);
    const said = predictTrees(ensemble, rows);
    for (let row = 0; row < 20; row++)
      for (let k = 0; k < 2; k++) {
        let sum = base[k]!;
        for (let c = 0; c < 7; c++) sum += values[(row * 7 + c) * 2 + k]!;
        expect(sum).toBeCloseTo(said[row * 2 + k]!, 9);
      }
  });
});
