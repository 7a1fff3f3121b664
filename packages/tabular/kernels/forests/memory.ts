import { at4, at8 } from "./addresses";

// The job: the same for all trees.
export let rows: i32 = 0;
export let columns: i32 = 0;
export let sums: i32 = 0;
export let isRandom: bool = false;
export let maxDepth: i32 = 0;
export let minSplit: i32 = 0;
export let minLeaf: i32 = 0;
export let maxFeatures: i32 = 0;
export let gainFactor: f64 = 1;
export let minDecrease: f64 = 0;
export let data: usize = 0;
export let bins: usize = 0;
export let classes: usize = 0;
export let values: usize = 0;

// The tree's own memory.
export let weights: usize = 0;
export let parts: usize = 0;
export let order: usize = 0;
export let spare: usize = 0;
export let features: usize = 0;
export let histogram: usize = 0;
export let filled: usize = 0;
export let codes: usize = 0;
export let groups: usize = 0;
export let facts: usize = 0;
export let missing: usize = 0;
export let left: usize = 0;
export let right: usize = 0;
export let found: usize = 0;
export let near: usize = 0;
export let stack: usize = 0;
export let nodes: usize = 0;

// Few rows lie close together while the tree grows from them: then these stand in for the job's and the tree's.
let room: usize = 0;
export let roomRows: i32 = 0;
export let columnBytes: usize = 0;
export let rowBytes: usize = 0;
let ownData: usize = 0;
let ownClasses: usize = 0;
let ownValues: usize = 0;
let ownWeights: usize = 0;
let ownParts: usize = 0;
/** How many nodes waited when rows were put close together; −1 where they are not. */
export let closeFrom: i32 = -1;

export let stride: i32 = 0;
export let nodeBytes: usize = 0;

/** Looks up where everything is for a tree of the job; returns where what is the tree's own is listed. */
export function openMemory(job: usize, number: i32): usize {
  rows = load<i32>(job);
  columns = load<i32>(job, 4);
  sums = load<i32>(job, 8);
  isRandom = load<i32>(job, 12) !== 0;
  maxDepth = load<i32>(job, 16);
  minSplit = load<i32>(job, 20);
  minLeaf = load<i32>(job, 24);
  maxFeatures = load<i32>(job, 28);
  gainFactor = load<f64>(job, 32);
  minDecrease = load<f64>(job, 40);
  ownData = <usize>load<u32>(job, 48);
  bins = <usize>load<u32>(job, 52);
  ownClasses = <usize>load<u32>(job, 56);
  ownValues = <usize>load<u32>(job, 60);
  roomRows = load<i32>(job, 72);
  const own = <usize>load<u32>(job, 64) + <usize>number * <usize>load<u32>(job, 68);
  ownWeights = <usize>load<u32>(own, 20);
  ownParts = <usize>load<u32>(own, 24);
  order = <usize>load<u32>(own, 28);
  spare = <usize>load<u32>(own, 32);
  features = <usize>load<u32>(own, 36);
  histogram = <usize>load<u32>(own, 40);
  filled = <usize>load<u32>(own, 44);
  codes = <usize>load<u32>(own, 48);
  groups = <usize>load<u32>(own, 52);
  facts = <usize>load<u32>(own, 56);
  missing = <usize>load<u32>(own, 60);
  left = <usize>load<u32>(own, 64);
  right = <usize>load<u32>(own, 68);
  found = <usize>load<u32>(own, 72);
  stack = <usize>load<u32>(own, 76);
  nodes = <usize>load<u32>(own, 80);
  room = <usize>load<u32>(own, 84);
  near = <usize>load<u32>(own, 88);
  spreadRows();
  stride = 2 + sums;
  nodeBytes = 48 + ((<usize>sums) << 3);
  return own;
}

/** The job's rows, all of them. */
export function spreadRows(): void {
  data = ownData;
  classes = ownClasses;
  values = ownValues;
  weights = ownWeights;
  parts = ownParts;
  rowBytes = isRandom ? 8 : 1;
  columnBytes = <usize>rows * rowBytes;
  closeFrom = -1;
}

/** Puts the rows of a stretch close together, and gives them numbers from 0: whoever grows from them needs no others. */
export function gatherRows(start: i32, end: i32, waiting: i32): void {
  const count = end - start;
  const size: usize = isRandom ? 8 : 1;
  const most = <usize>roomRows;
  const newData = room;
  const newWeights = newData + ((most * <usize>columns * size + 7) & ~7);
  const newParts = newWeights + (most << 3);
  const newValues = newParts + (most << 3);
  const newClasses = newValues + (most << 3);
  for (let i = 0; i < count; i++) {
    const row = load<i32>(at4(order, start + i));
    store<f64>(at8(newWeights, i), load<f64>(at8(weights, row)));
    store<f64>(at8(newParts, i), load<f64>(at8(parts, row)));
    store<f64>(at8(newValues, i), load<f64>(at8(values, row)));
    if (classes) store<i32>(at4(newClasses, i), load<i32>(at4(classes, row)));
  }
  const bytes = most * size;
  if (isRandom) {
    for (let column = 0; column < columns; column++) {
      const from = data + <usize>column * columnBytes;
      const to = newData + <usize>column * bytes;
      for (let i = 0; i < count; i++) store<f64>(at8(to, i), load<f64>(at8(from, load<i32>(at4(order, start + i)))));
    }
  } else {
    for (let column = 0; column < columns; column++) {
      const from = data + <usize>column * columnBytes;
      const to = newData + <usize>column * bytes;
      for (let i = 0; i < count; i++) store<u8>(to + i, load<u8>(from + load<i32>(at4(order, start + i))));
    }
  }
  for (let i = 0; i < count; i++) store<i32>(at4(order, start + i), i);
  data = newData;
  weights = newWeights;
  parts = newParts;
  values = newValues;
  classes = classes ? newClasses : 0;
  columnBytes = bytes;
  rowBytes = size;
  closeFrom = waiting;
}
