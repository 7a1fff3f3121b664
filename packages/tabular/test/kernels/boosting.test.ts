import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { createContext } from "../../src/contract/context.ts";
import { plainBoosting } from "../../src/kernels/boosting.ts";
import { createMemory } from "../../src/kernels/load-kernel.ts";
import { createSorter } from "../../src/kernels/sort-numbers.ts";
import { binColumn } from "../../src/models/boosting/binned-column.ts";
import { fillBins } from "../../src/models/boosting/fill-bins.ts";
import { growTree, type TreeLimits } from "../../src/models/boosting/grow-tree.ts";
import { createWorkspace, type Workspace, writeInts } from "../../src/models/boosting/workspace.ts";
import { table } from "../../src/table/index.ts";

const random = seededRandom(4);
const rows = 700;
const list = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));
const data = table({
  x: list(() => normal(random)),
  gaps: list((row) => (row % 7 === 0 ? null : Math.round(3 * normal(random)))),
  few: list(() => "abc"[Math.floor(3 * random())]!),
  many: list(() => `level ${Math.floor(60 * random() ** 2)}`),
  flag: list(() => random() < 0.3),
}).data;

const limits: TreeLimits = {
  leaves: 12,
  maxDepth: 0,
  minLeaf: 5,
  minHessian: 1e-3,
  minGain: 0,
  l1: 0,
  l2: 0.5,
  categorySmoothing: 2,
  categoryL2: 10,
  directions: new Int8Array(5),
  groups: [],
};

/** A workspace with bins and pairs, that compares each job of the kernel with what the twin makes of the same memory. */
const comparing = async (
  outputs: number,
  directions: Int8Array,
  weighted: boolean,
): Promise<{ workspace: Workspace; jobs: string[] }> => {
  const sorter = await createSorter(rows);
  const columns = data.map((column) => binColumn(column, undefined, sorter));
  const sizes = { rows, columns, outputs, leaves: 12, weighted, classes: true, threads: 1, most: 1 };
  const whole = await createWorkspace(sizes);
  // Rows are parted some after others, as those of large tables are.
  const made = { ...whole, places: { ...whole.places, parted: 130 } };
  const memory = createMemory(made.places.end);
  const twin = plainBoosting(memory);
  const twinBytes = new Uint8Array(memory.buffer);
  const { places, bytes } = made;
  const parts: readonly (readonly [from: number, to: number])[] = [
    [places.counts, places.ways],
    [places.records, places.records + 320],
    [places.otherRecords, places.otherRecords + 320],
    [places.bins, places.scratch],
    [places.histograms, places.end],
  ];
  const jobs: string[] = [];
  const workspace: Workspace = {
    ...made,
    run: (name, job, nanoseconds) => {
      jobs.push(name);
      twinBytes.set(bytes);
      const done = made.run(name, job, nanoseconds);
      twin[name](job, 0, 1);
      for (const [from, to] of parts) {
        if (Buffer.compare(bytes.subarray(from, to), twinBytes.subarray(from, to)) !== 0)
          throw new Error(`${name}: job ${jobs.length} differs in [${from}, ${to})`);
      }
      return done;
    },
  };
  await fillBins(workspace, data, directions, createContext(1));
  return { workspace, jobs };
};

/** Scores, classes by the signs of gradients, and weights; some of them are 0, and some scores as high as they get. */
const fillRows = ({ places, floats, doubles }: Workspace, outputs: number): void => {
  const step = places.pairBytes / 4;
  for (let row = 0; row < rows; row++) {
    if (places.weights > 0) doubles[places.weights / 8 + row] = row % 4;
    for (let k = 0; k < outputs; k++) {
      floats[places.scores / 4 + k * places.room + row] = row % 50 === 0 ? 90 : 2 * normal(random);
      floats[places.pairs / 4 + step * (k * places.room + row)] = row % (outputs + 1) === k ? -1 : 1;
    }
  }
};

/** Gradients of all rows. */
const fillGradients = (workspace: Workspace, name: "logistic" | "softmax", outputs: number): void => {
  const { places, run } = workspace;
  writeInts(workspace, places.loss, places.scores, places.pairs, places.weights, rows, outputs);
  writeInts(
    workspace,
    places.loss + 20,
    places.scoreBytes * places.room,
    places.pairBytes * places.room,
    places.powers,
  );
  run(name, places.loss, 0);
};

describe("the kernel of boosting", () => {
  it.each([
    ["plain splits", {}, true],
    ["rows without weights", {}, false],
    ["ℓ1 and a direction", { l1: 0.2, directions: Int8Array.of(1, -1, 0, 0, 0) }, true],
    ["columns that must not meet", { groups: [new Set([0, 1]), new Set([2, 3, 4])] }, true],
  ])("does to the bit what its twin in TypeScript does: %s", async (_, given, weighted) => {
    const own = { ...limits, ...given };
    const { workspace, jobs } = await comparing(1, own.directions, weighted);
    fillRows(workspace, 1);
    fillGradients(workspace, "logistic", 1);
    // Twice: their signs still say which class a row has.
    fillGradients(workspace, "logistic", 1);
    const pause = async () => {};
    const columns = Int32Array.of(0, 1, 2, 3, 4);
    const tree = await growTree(workspace, own, { output: 0, rows, identity: true, columns }, pause);
    expect(tree.nodes.length).toBeGreaterThan(6);
    expect(new Set(tree.nodes.map(({ column }) => column)).size).toBeGreaterThan(1);
    // Some columns of some rows.
    await growTree(workspace, own, { output: 0, rows: 500, identity: false, columns: Int32Array.of(0, 3) }, pause);
    expect(new Set(jobs)).toEqual(new Set(["assignBins", "logistic", "total", "grow", "part", "gather"]));
  });

  it.each([true, false])(
    "does so for the softmax, for the scores of leaves, and on the walk through bins: weights %s",
    async (weighted) => {
      const { workspace, jobs } = await comparing(3, limits.directions, weighted);
      const { places, run, doubles, floats, ints } = workspace;
      fillRows(workspace, 3);
      fillGradients(workspace, "softmax", 3);
      ints.set(Int32Array.from({ length: rows }, (_, row) => (row * 3) % rows).sort(), places.rows / 4);
      const tree = await growTree(
        workspace,
        limits,
        { output: 2, rows: 400, identity: false, columns: Int32Array.of(0, 1, 2, 3, 4) },
        async () => {},
      );
      for (const [i, { from, to, value }] of tree.leaves.entries()) {
        writeInts(workspace, places.leafRanges + 16 * i, from, to);
        doubles[places.leafRanges / 8 + 2 * i + 1] = value;
        doubles[places.leafValues / 8 + i] = value;
      }
      for (const [i, { column, left, right }] of tree.nodes.entries())
        writeInts(workspace, places.nodes + 16 * i, column, left, right);
      const before = floats.slice(places.scores / 4, places.scores / 4 + rows);
      writeInts(workspace, places.leafJob, places.scores, places.rows, places.leafRanges, tree.leaves.length, 400, 1);
      run("addLeaves", places.leafJob, 0);
      const after = floats.slice(places.scores / 4, places.scores / 4 + rows);
      // The walk comes to the leaf that a row was parted into.
      floats.set(before, places.scores / 4);
      writeInts(workspace, places.walk, places.bins, 5, places.scores, places.rows, 400);
      writeInts(workspace, places.walk + 20, places.nodes, places.tables, places.leafValues, 0, 1);
      run("walk", places.walk, 0);
      expect(floats.slice(places.scores / 4, places.scores / 4 + rows)).toEqual(after);
      expect(after).not.toEqual(before);
      expect(new Set(jobs).has("walk")).toBe(true);
    },
  );
});
