import { seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import type { Matrix } from "../../src/contract/matrix.ts";
import { table } from "../../src/table/make-table.ts";
import { ensembleOf, type GrownTree } from "../../src/trees/grown-tree.ts";
import { predictTable } from "../../src/trees/predict-table.ts";
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
      const rows = randomRows(random, 300, 5);
      const all = predictTrees(ensemble, rows);
      const leaves = leavesOf(ensemble, rows);
      for (let row = 0; row < rows.rows; row += 11) {
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
      }
    }
  });
});

const tableOfMatrix = ({ columns, rows, values }: Matrix) =>
  table(
    Object.fromEntries(
      Array.from({ length: columns }, (_, c) => [
        `x${c}`,
        Float64Array.from({ length: rows }, (_, row) => values[row * columns + c]!),
      ]),
    ),
  );

describe("predictTable", () => {
  it.each([
    ["as few leaves as a mask of 32 bits has", 5, undefined],
    ["as many as one of 64 bits has", 6, undefined],
    ["more leaves than bits", 8, undefined],
    ["so many trees that they go through memory in turns", 5, 600],
  ])("agrees with predictTrees to the bit where trees have %s", (_, depth, trees) => {
    for (let seed = 0; seed < (trees ? 2 : 20); seed++) {
      const random = seededRandom(seed);
      const ensemble = randomEnsemble(random, { columns: 5, sets: seed % 3, depth, ...(trees ? { trees } : {}) });
      for (const count of [1500, 70, 3]) {
        const rows = randomRows(random, count, 5);
        expect(predictTable(ensemble, tableOfMatrix(rows))).toEqual(predictTrees(ensemble, rows));
      }
    }
  });

  it("walks on where a later tree has more leaves than masks have bits", () => {
    const random = seededRandom(1);
    const small = { root: -1, feature: [], threshold: [], left: [], right: [], missingLeft: [], cover: [] };
    const shallow = { ...small, values: [0.5], leafCover: [1] };
    const deep = chainOf(100);
    const ensemble = ensembleOf([...new Array<GrownTree>(300).fill(shallow), deep]);
    const rows = randomRows(random, 2000, 2);
    expect(predictTable(ensemble, tableOfMatrix(rows))).toEqual(predictTrees(ensemble, rows));
  });

  it("walks where a column is asked for by thresholds and by sets, or has too many categories", () => {
    const both = ensembleOf([stump, { ...stump, members: [[0, 2]] }]);
    const many = ensembleOf([{ ...stump, members: [[3, 2 ** 20]] }]);
    const rows = randomRows(seededRandom(2), 2000, 2);
    for (const ensemble of [both, many])
      expect(predictTable(ensemble, tableOfMatrix(rows))).toEqual(predictTrees(ensemble, rows));
  });
});

/** A tree that parts off one leaf after the other. */
const chainOf = (leaves: number): GrownTree => {
  const nodes = Array.from({ length: leaves - 1 }, (_, node) => node);
  return {
    root: 0,
    feature: nodes.map((node) => node % 2),
    threshold: nodes.map((node) => node * 1.5 - 3),
    left: nodes.map((node) => ~node),
    right: nodes.map((node) => (node === leaves - 2 ? ~(node + 1) : node + 1)),
    missingLeft: nodes.map((node) => node % 2),
    values: [...nodes.map((node) => node * 0.1), 1],
    cover: nodes,
    leafCover: [...nodes, 1],
  };
};
