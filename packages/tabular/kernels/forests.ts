/**
 * A tree of a forest, from its root to its leaves. What lies where in memory is said by `src/trees/growing/kernel-memory.ts`;
 * the twin is `src/trees/growing/grow-tree.ts` with the splits of `best-split.ts` or `random-split.ts`: it comes to the same
 * trees, to the last bit. Each tree of a job has memory of its own.
 */
import { at4, at8 } from "./forests/addresses";
import {
  classes,
  closeFrom,
  columns,
  facts,
  features,
  gatherRows,
  isRandom,
  maxDepth,
  maxFeatures,
  minDecrease,
  minLeaf,
  minSplit,
  nodeBytes,
  nodes,
  openMemory,
  order,
  parts,
  roomRows,
  rows,
  spreadRows,
  stack,
  sums,
  values,
  weights,
} from "./forests/memory";
import { partRows } from "./forests/part-rows";
import { random, seedRandom } from "./forests/random";
import { searchBest } from "./forests/search-best";
import { searchRandom } from "./forests/search-random";
import {
  forgetPlaces,
  forgetSplit,
  splitColumn,
  splitGain,
  splitLeft,
  splitMissingLeft,
  splitNext,
  splitThreshold,
} from "./forests/split";
import { sumUp } from "./forests/sum-up";

/** How many nodes there are, and how many of them wait to be split. */
let nodeCount: i32 = 0;
let waiting: i32 = 0;
/** The weight of all rows. */
let whole: f64 = 0;

/** Looks for the best split of a node among columns, drawn where not all are looked at. */
function search(start: i32, end: i32): void {
  forgetSplit();
  let isParted = false;
  const isDrawn = maxFeatures < columns;
  for (let i = 0; i < columns && (i < maxFeatures || !isParted); i++) {
    if (isDrawn) {
      const j = i + <i32>Math.floor(random() * <f64>(columns - i));
      const drawn = load<i32>(at4(features, j));
      store<i32>(at4(features, j), load<i32>(at4(features, i)));
      store<i32>(at4(features, i), drawn);
    }
    const column = load<i32>(at4(features, i));
    const differs = isRandom ? searchRandom(column, start, end) : searchBest(column, start, end);
    if (differs) isParted = true;
  }
}

/** A new node: a leaf, unless a split of it is found, which then waits on the stack. */
function open(start: i32, end: i32, depth: i32): i32 {
  const isPure = sumUp(start, end);
  const number = nodeCount;
  nodeCount++;
  const node = nodes + <usize>number * nodeBytes;
  const weight = load<f64>(facts, 8);
  if (number === 0) whole = weight;
  store<i32>(node, -1);
  store<i32>(node, -1, 12);
  store<i32>(node, -1, 16);
  store<i32>(node, isPure ? 1 : 0, 20);
  store<f64>(node, weight, 32);
  store<f64>(node, 0, 40);
  for (let k = 0; k < sums; k++) {
    const sum = load<f64>(at8(facts + 16, k));
    const pure = classes === 0 ? load<f64>(at8(values, load<i32>(at4(order, start)))) : sum > 0 ? 1 : 0;
    store<f64>(at8(node + 48, k), isPure ? pure : sum / weight);
  }
  const count = end - start;
  if (isPure || depth >= maxDepth || count < minSplit || count < 2 * minLeaf) return number;
  search(start, end);
  if (splitColumn < 0 || !(splitGain / whole + f64.EPSILON >= minDecrease)) return number;
  store<i32>(node, splitColumn);
  store<i32>(node, splitLeft, 4);
  store<i32>(node, splitNext, 8);
  store<i32>(node, splitMissingLeft ? 1 : 0, 20);
  store<f64>(node, splitThreshold, 24);
  store<f64>(node, splitGain, 40);
  const entry = stack + ((<usize>waiting) << 4);
  waiting++;
  store<i32>(entry, number);
  store<i32>(entry, start, 4);
  store<i32>(entry, end, 8);
  store<i32>(entry, depth, 12);
  return number;
}

/** Grows the trees that there are memory and seeds for: each part every so many of them. */
export function growTrees(job: usize, part: i32, parts: i32): void {
  const trees = load<i32>(job, 76);
  for (let number = part; number < trees; number += parts) growTree(job, number);
}

function growTree(job: usize, number: i32): void {
  const own = openMemory(job, number);
  seedRandom(load<u32>(own, 4), load<u32>(own, 8), load<u32>(own, 12));
  nodeCount = 0;
  waiting = 0;
  forgetPlaces();
  for (let column = 0; column < columns; column++) store<i32>(at4(features, column), column);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const weight = load<f64>(at8(weights, row));
    store<f64>(at8(parts, row), weight * load<f64>(at8(values, row)));
    if (weight > 0) {
      store<i32>(at4(order, count), row);
      count++;
    }
  }
  if (count > 0) open(0, count, 0);
  while (waiting > 0) {
    waiting--;
    const entry = stack + ((<usize>waiting) << 4);
    const node = nodes + <usize>load<i32>(entry) * nodeBytes;
    const start = load<i32>(entry, 4);
    const end = load<i32>(entry, 8);
    const depth = load<i32>(entry, 12) + 1;
    if (waiting < closeFrom) spreadRows();
    if (closeFrom < 0 && end - start <= roomRows) gatherRows(start, end, waiting);
    const middle = partRows(node, start, end);
    store<i32>(node, open(start, middle, depth), 12);
    store<i32>(node, open(middle, end, depth), 16);
  }
  store<i32>(own, nodeCount, 16);
}
