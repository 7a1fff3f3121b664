import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { createContext } from "../../src/contract/context.ts";
import { plainBoosting } from "../../src/kernels/boosting.ts";
import { createMemory } from "../../src/kernels/load-kernel.ts";
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
const comparing = async (outputs: number, directions: Int8Array): Promise<{ workspace: Workspace; jobs: string[] }> => {
  const columns = data.map((column) => binColumn(column, undefined, (values) => values.sort()));
  const made = await createWorkspace({ rows, columns, outputs, leaves: 12, weighted: true, threads: 1, most: 1 });
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

/** Scores, classes and weights. */
const fillRows = ({ places, floats, doubles }: Workspace, classes: number, outputs: number): void => {
  for (let row = 0; row < rows; row++) {
    floats[places.targets / 4 + row] = row % classes;
    doubles[places.weights / 8 + row] = 1 + (row % 3);
    for (let k = 0; k < outputs; k++) doubles[places.scores / 8 + k * places.room + row] = 2 * normal(random);
  }
};

describe("the kernel of boosting", () => {
  it.each([
    ["plain splits", {}],
    ["ℓ1 and a direction", { l1: 0.2, directions: Int8Array.of(1, -1, 0, 0, 0) }],
    ["columns that must not meet", { groups: [new Set([0, 1]), new Set([2, 3, 4])] }],
  ])("does to the bit what its twin in TypeScript does: %s", async (_, given) => {
    const own = { ...limits, ...given };
    const { workspace, jobs } = await comparing(1, own.directions);
    const { places, run } = workspace;
    fillRows(workspace, 2, 1);
    writeInts(workspace, places.loss, places.scores, places.targets, places.pairs, places.weights, rows);
    run("logistic", places.loss, 0);
    const pause = async () => {};
    const columns = Int32Array.of(0, 1, 2, 3, 4);
    const tree = await growTree(workspace, own, { output: 0, rows, identity: true, columns }, pause);
    expect(tree.nodes.length).toBeGreaterThan(6);
    expect(new Set(tree.nodes.map(({ column }) => column)).size).toBeGreaterThan(1);
    // Some columns of some rows.
    await growTree(workspace, own, { output: 0, rows: 500, identity: false, columns: Int32Array.of(0, 3) }, pause);
    expect(new Set(jobs)).toEqual(new Set(["assignBins", "logistic", "total", "grow", "part", "gather"]));
  });

  it("does so for the softmax, for the scores of leaves, and on the walk through bins", async () => {
    const { workspace, jobs } = await comparing(3, limits.directions);
    const { places, run, doubles, ints } = workspace;
    fillRows(workspace, 3, 3);
    writeInts(workspace, places.loss, places.scores, places.targets, places.pairs, places.weights, rows, 3);
    writeInts(workspace, places.loss + 24, 8 * places.room, places.powers);
    run("softmax", places.loss, 0);
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
    const before = doubles.slice(places.scores / 8, places.scores / 8 + rows);
    writeInts(workspace, places.leafJob, places.scores, places.rows, places.leafRanges, tree.leaves.length, 400);
    run("addLeaves", places.leafJob, 0);
    const after = doubles.slice(places.scores / 8, places.scores / 8 + rows);
    // The walk comes to the leaf that a row was parted into.
    doubles.set(before, places.scores / 8);
    writeInts(workspace, places.walk, places.bins, 5, places.scores, places.rows, 400);
    writeInts(workspace, places.walk + 20, places.nodes, places.tables, places.leafValues, 0);
    run("walk", places.walk, 0);
    expect(doubles.slice(places.scores / 8, places.scores / 8 + rows)).toEqual(after);
    expect(after).not.toEqual(before);
    expect(new Set(jobs).has("walk")).toBe(true);
  });
});
