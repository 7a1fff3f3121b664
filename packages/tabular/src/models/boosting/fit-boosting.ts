import { inOrder } from "@kaviar/base/random";
import type { FitContext } from "../../contract/context.ts";
import type { Training } from "../../contract/training.ts";
import type { TreeEnsemble } from "../../contract/tree-ensemble.ts";
import { TableError } from "../../error.ts";
import { createSorter } from "../../kernels/sort-numbers.ts";
import { ensembleOf, type GrownTree } from "../../trees/grown-tree.ts";
import { binColumn } from "./binned-column.ts";
import { drawAscending } from "./draw-ascending.ts";
import { fillBins } from "./fill-bins.ts";
import { grownTree, renewLeaves } from "./finish-tree.ts";
import { type BinnedTree, growTree, type TreeLimits } from "./grow-tree.ts";
import { holdOut } from "./hold-out.ts";
import type { Loss, LossRows } from "./losses.ts";
import { createWorkspace, type Workspace, writeInts } from "./workspace.ts";

export interface BoostingPlan extends TreeLimits {
  readonly loss: Loss;
  readonly trees: number;
  readonly rate: number;
  readonly subsample: number;
  readonly colsample: number;
  /** Rounds without a better value on held-out rows; 0 holds none out. */
  readonly earlyStopping: number;
  readonly validationFraction: number;
  /** As many as pay, where nobody says. */
  readonly threads?: number;
}

export interface FittedTrees {
  readonly ensemble: TreeEnsemble;
  /** What the splits by each column gained. */
  readonly gains: Float64Array;
}

/** Rows that the bounds of bins are found by. */
const sampleRows = 200_000;
const streams = { sample: 0, rows: 2, columns: 3 } as const;

/** Rounds of trees, each a step against the gradient of the loss. (Friedman 2001; Ke et al. 2017) */
export const fitBoosting = async (
  training: Training,
  targets: ArrayLike<number>,
  plan: BoostingPlan,
  context: FitContext,
): Promise<FittedTrees> => {
  const { table, weights } = training;
  const { rows, data } = table;
  const sample = rows > sampleRows ? drawAscending(rows, sampleRows, context.random(streams.sample)) : undefined;
  const sorter = await createSorter(Math.min(rows, sampleRows));
  const columns = [];
  for (const column of data) {
    columns.push(binColumn(column, sample, sorter));
    await context.pause();
  }
  const workspace = await createWorkspace({
    rows,
    columns,
    outputs: plan.loss.outputs,
    // Each has a row at least.
    leaves: Math.min(plan.leaves, Math.max(2, rows)),
    weighted: weights !== undefined,
    classes: typeof plan.loss.gradients === "string",
    threads: plan.threads,
    most: context.threads,
  });
  try {
    await fillBins(workspace, data, plan.directions, context);
    return await runRounds(workspace, training, targets, plan, context);
  } finally {
    workspace.close();
  }
};

const runRounds = async (
  workspace: Workspace,
  training: Training,
  targets: ArrayLike<number>,
  plan: BoostingPlan,
  context: FitContext,
): Promise<FittedTrees> => {
  const { places, rows, doubles, floats, ints } = workspace;
  const scores = places.scoreBytes === 4 ? floats : doubles;
  const { loss, rate } = plan;
  const { outputs } = loss;
  const { weights } = training;
  const width = workspace.columns.length;
  const stops = plan.earlyStopping > 0;
  const order = ints.subarray(places.rows / 4, places.rows / 4 + rows);
  for (let row = 0; row < rows; row++) order[row] = row;
  const identity = !stops && Math.round(plan.subsample * rows) === rows;
  // Where trees learn from all rows, in whichever order, no second list of them is kept.
  const { learned, held } = stops
    ? holdOut(training, plan.validationFraction, context)
    : { learned: identity ? order : order.slice(), held: new Int32Array() };
  if (stops && (held.length === 0 || learned.length === 0))
    throw new TableError(
      "data",
      `earlyStopping holds out some rows and learns from others: of ${rows} there are too few.`,
      {
        remedy: "Leave out earlyStopping, or hold out another share: validationFraction.",
      },
    );
  const lossRows: LossRows = {
    targets,
    weights,
    scores: scores.subarray(places.scores / places.scoreBytes).subarray(0, places.room * outputs),
    pairs: floats.subarray(places.pairs / 4, places.pairs / 4 + 2 * places.room * outputs),
    room: places.room,
    rows: learned,
  };
  const base = loss.start(lossRows);
  for (const [k, start] of base.entries()) lossRows.scores.fill(start, k * places.room, (k + 1) * places.room);
  if (typeof loss.gradients === "string") {
    signGradients(workspace, targets, outputs);
    if (weights) doubles.set(weights, places.weights / 8);
  }
  const bag = Math.max(1, Math.round(plan.subsample * learned.length));
  const some = Math.max(1, Math.round(plan.colsample * width));
  if (!identity) {
    order.set(learned);
    order.set(held, learned.length);
  }
  const rowRandom = context.random(streams.rows);
  const columnRandom = context.random(streams.columns);
  const grown: GrownTree[] = [];
  const gains = new Float64Array(width);
  let best = { value: Infinity, trees: 0, round: 0 };
  for (let round = 0; round < plan.trees; round++) {
    fillGradients(workspace, loss, lossRows);
    if (bag < learned.length) drawBag(order, learned, bag, rowRandom);
    let isGrown = false;
    for (let output = 0; output < outputs; output++) {
      const chosen = some < width ? drawAscending(width, some, columnRandom) : inOrder(width);
      const tree = await growTree(workspace, plan, { output, rows: bag, identity, columns: chosen }, context.pause);
      if (tree.nodes.length > 0) isGrown = true;
      const values = leafValues(workspace, tree, loss, lossRows, rate);
      addTree(workspace, tree, values, { output, bag, rest: rows - bag });
      grown.push(grownTree(workspace, tree, values, weights));
      for (const { column, gain } of tree.nodes) gains[column]! += gain;
    }
    context.progress((round + 1) / plan.trees);
    if (stops) {
      const value = loss.value(lossRows, held);
      if (value < best.value) best = { value, trees: grown.length, round };
      else if (round - best.round >= plan.earlyStopping) break;
    }
    // Where rows and columns are always the same, a round without a split is followed by rounds without one.
    if (!isGrown && bag === learned.length && some === width) break;
  }
  const kept = stops ? grown.slice(0, best.trees) : grown;
  return { ensemble: ensembleOf(kept, { outputs, base, outputOf: (tree) => tree % outputs }), gains };
};

/** The kernel sees by the signs of gradients, p − y, of which class a row is. */
const signGradients = ({ places, floats }: Workspace, targets: ArrayLike<number>, outputs: number): void => {
  const step = places.pairBytes / 4;
  for (let k = 0; k < outputs; k++) {
    const own = outputs === 1 ? 1 : k;
    let at = places.pairs / 4 + step * places.room * k;
    for (let row = 0; row < targets.length; row++, at += step) floats[at] = targets[row] === own ? -1 : 1;
  }
};

const fillGradients = (workspace: Workspace, { gradients, outputs }: Loss, rows: LossRows): void => {
  if (typeof gradients !== "string") {
    gradients(rows);
    return;
  }
  const { places, run } = workspace;
  writeInts(workspace, places.loss, places.scores, places.pairs, places.weights, workspace.rows, outputs);
  writeInts(
    workspace,
    places.loss + 20,
    places.scoreBytes * places.room,
    places.pairBytes * places.room,
    places.powers,
  );
  run(gradients, places.loss, 10 * workspace.rows * outputs);
};

/** The rows of the bag first, in ascending order, then the learned ones that are not in it. */
const drawBag = (order: Int32Array, learned: Int32Array, bag: number, random: () => number): void => {
  const inBag = new Uint8Array(learned.length);
  for (const i of drawAscending(learned.length, bag, random)) inBag[i] = 1;
  let at = 0;
  let out = bag;
  for (const [i, row] of learned.entries()) order[inBag[i] ? at++ : out++] = row;
};

/** What each leaf adds to a score. */
const leafValues = (workspace: Workspace, tree: BinnedTree, loss: Loss, rows: LossRows, rate: number): Float64Array => {
  const values =
    loss.leafQuantile === undefined
      ? Float64Array.from(tree.leaves, ({ value }) => value)
      : renewLeaves(workspace, tree, rows, loss.leafQuantile);
  return values.map((value) => value * rate);
};

/** Adds a tree to the scores: by its leaves for the rows it was grown on, and by a walk through it for the rest. */
const addTree = (
  workspace: Workspace,
  { nodes, leaves }: BinnedTree,
  values: Float64Array,
  { output, bag, rest }: { readonly output: number; readonly bag: number; readonly rest: number },
): void => {
  if (nodes.length === 0) return;
  const { places, doubles, run } = workspace;
  const scores = places.scores + places.scoreBytes * places.room * output;
  const isFloat = places.scoreBytes === 4 ? 1 : 0;
  for (const [i, { from, to }] of leaves.entries()) {
    writeInts(workspace, places.leafRanges + 16 * i, from, to);
    doubles[places.leafRanges / 8 + 2 * i + 1] = values[i]!;
  }
  writeInts(workspace, places.leafJob, scores, places.rows, places.leafRanges, leaves.length, bag, isFloat);
  run("addLeaves", places.leafJob, 3 * bag);
  if (rest === 0) return;
  for (const [i, { column, left, right }] of nodes.entries()) {
    writeInts(workspace, places.nodes + 16 * i, column, left, right);
  }
  doubles.set(values, places.leafValues / 8);
  writeInts(workspace, places.walk, places.bins, workspace.columns.length, scores, places.rows + 4 * bag, rest);
  writeInts(workspace, places.walk + 20, places.nodes, places.tables, places.leafValues, 0, isFloat);
  run("walk", places.walk, 50 * rest);
};
