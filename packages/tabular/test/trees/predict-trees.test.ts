import { seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { ensembleOf, type GrownTree } from "../../src/trees/grown-tree.ts";
import { goesLeft, leavesOf, predictTrees } from "../../src/trees/predict-trees.ts";
import { randomEnsemble, randomRows } from "./random-ensemble.ts";

const stump: GrownTree = {
  root: 0,
  feature: [1],
  threshold: [0.5],
  left: [-1],
  right: [-2],
  missingLeft: [0],
  values: [1, 2],
  cover: [10],
  leafCover: [4, 6],
};
const leaf: GrownTree = {
  ...stump,
  root: -1,
  feature: [],
  threshold: [],
  left: [],
  right: [],
  missingLeft: [],
  cover: [],
  values: [7],
  leafCover: [10],
};

const matrix = (columns: number, ...values: number[]) => ({
  rows: values.length / columns,
  columns,
  values: Float64Array.from(values),
});

describe("predictTrees", () => {
  it("goes left on the threshold, right above it and where the value is missing", () => {
    const rows = matrix(2, 0, 0.5, 0, 0.5 + 2 ** -52, 0, Number.NaN, 0, -Infinity, 0, Infinity);
    expect([...predictTrees(ensembleOf([stump]), rows)]).toEqual([1, 2, 2, 1, 2]);
    expect([...predictTrees(ensembleOf([{ ...stump, missingLeft: [1] }]), rows)]).toEqual([1, 2, 1, 1, 2]);
  });

  it("adds up trees, one of them a leaf, to the base", () => {
    const ensemble = ensembleOf([stump, leaf, stump], { base: Float64Array.of(100) });
    expect([...predictTrees(ensemble, matrix(2, 0, 0, 0, 1))]).toEqual([109, 111]);
  });

  it("gives the base where there are no trees", () => {
    expect([...predictTrees(ensembleOf([], { base: Float64Array.of(3) }), matrix(1, 0, 0))]).toEqual([3, 3]);
  });

  it("asks for members of a set", () => {
    const ensemble = ensembleOf([{ ...stump, members: [[70, 3, 0]] }]);
    const rows = matrix(2, 9, 0, 9, 3, 9, 70, 9, 1, 9, 71, 9, Number.NaN);
    expect([...predictTrees(ensemble, rows)]).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it("agrees with a walk of each row alone", () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = seededRandom(seed);
      const ensemble = randomEnsemble(random, { columns: 5, sets: seed % 3 });
      const rows = randomRows(random, 3000, 5);
      const all = predictTrees(ensemble, rows);
      const leaves = leavesOf(ensemble, rows);
      for (let row = 0; row < rows.rows; row += 101) {
        const values = rows.values.subarray(row * 5, row * 5 + 5);
        const sums = Array.from(ensemble.base);
        for (const [tree, root] of ensemble.roots.entries()) {
          let node = root;
          while (node >= 0)
            node = goesLeft(ensemble, node, values[ensemble.feature[node]!]!)
              ? ensemble.left[node]!
              : ensemble.right[node]!;
          expect(leaves[row * ensemble.roots.length + tree]).toBe(~node);
          for (let k = 0; k < ensemble.width; k++)
            sums[ensemble.output[tree]! + k]! += ensemble.values[~node * ensemble.width + k]!;
        }
        expect([...all.subarray(row * ensemble.outputs, (row + 1) * ensemble.outputs)]).toEqual(sums);
        expect([...predictTrees(ensemble, { rows: 1, columns: 5, values })]).toEqual(sums);
      }
    }
  });
});
