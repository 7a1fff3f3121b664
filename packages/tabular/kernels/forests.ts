/**
 * A tree of a forest, from its root to its leaves. What lies where in memory is said by `src/trees/growing/kernel-memory.ts`;
 * the twin is `src/trees/growing/grow-tree.ts` with the splits of `best-split.ts` or `random-split.ts`: it comes to the same
 * trees, to the last bit. Each tree of a job has memory of its own.
 */

// The job: the same for all trees.
let rows: i32 = 0;
let columns: i32 = 0;
let sums: i32 = 0;
let isRandom: bool = false;
let maxDepth: i32 = 0;
let minSplit: i32 = 0;
let minLeaf: i32 = 0;
let maxFeatures: i32 = 0;
let gainFactor: f64 = 1;
let minDecrease: f64 = 0;
let data: usize = 0;
let bins: usize = 0;
let classes: usize = 0;
let values: usize = 0;

// The tree's own memory.
let weights: usize = 0;
let parts: usize = 0;
let order: usize = 0;
let spare: usize = 0;
let features: usize = 0;
let histogram: usize = 0;
let filled: usize = 0;
let codes: usize = 0;
let groups: usize = 0;
let facts: usize = 0;
let missing: usize = 0;
let left: usize = 0;
let right: usize = 0;
let found: usize = 0;
let near: usize = 0;
let stack: usize = 0;
let nodes: usize = 0;

// Few rows lie close together while the tree grows from them: then these stand in for the job's and the tree's.
let room: usize = 0;
let roomRows: i32 = 0;
let columnBytes: usize = 0;
let rowBytes: usize = 0;
let ownData: usize = 0;
let ownClasses: usize = 0;
let ownValues: usize = 0;
let ownWeights: usize = 0;
let ownParts: usize = 0;
/** How many nodes waited when rows were put close together; −1 where they are not. */
let closeFrom: i32 = -1;

let stride: i32 = 0;
let nodeBytes: usize = 0;
let nodeCount: i32 = 0;
let waiting: i32 = 0;
let groupCount: i32 = 0;
let whole: f64 = 0;

// The best place of a column, and the best split of a node.
let bestAt: i32 = -1;
let bestScore: f64 = 0;
let bestMissingLeft: bool = false;
let splitColumn: i32 = -1;
let splitLeft: i32 = 0;
let splitNext: i32 = 0;
let splitMissingLeft: bool = false;
let splitThreshold: f64 = 0;
let splitGain: f64 = 0;

let a: u32 = 0;
let b: u32 = 0;
let c: u32 = 0;
let counter: u32 = 1;

/** Few rows are put in order one by one. */
const few: i32 = 12;

/** sfc32, as `@kaviar/base/random` has it. */
function random(): f64 {
  const sum = a + b + counter;
  counter++;
  a = b ^ (b >>> 9);
  b = c + (c << 3);
  c = rotl<u32>(c, 21) + sum;
  return <f64>sum / 4294967296.0;
}

function at8(address: usize, i: i32): usize {
  return address + ((<usize>i) << 3);
}

function at4(address: usize, i: i32): usize {
  return address + ((<usize>i) << 2);
}

function addTo(address: usize, value: f64): void {
  store<f64>(address, load<f64>(address) + value);
}

/** Adds a row to the count, weight and sums at an address. */
function addRow(address: usize, row: i32): void {
  addTo(address, 1);
  addTo(address + 8, load<f64>(at8(weights, row)));
  const sum = classes ? load<i32>(at4(classes, row)) : 0;
  addTo(at8(address + 16, sum), load<f64>(at8(parts, row)));
}

/** A loop: `memory.fill` takes longer to begin than so few numbers need. */
function clear(address: usize, count: i32): void {
  for (let k = 0; k < count; k++) store<f64>(at8(address, k), 0);
}

/** Parts the rows of a stretch into groups by their codes in a column. */
function group(column: i32, start: i32, end: i32): void {
  const origin = data + <usize>column * columnBytes;
  const length = end - start;
  if (length <= few) {
    // `found` is free here: it is for random splits.
    for (let i = 0; i < length; i++) {
      const row = load<i32>(at4(order, start + i));
      const code = load<u8>(origin + row);
      let at = i;
      for (; at > 0 && load<u8>(origin + load<i32>(at4(found, at - 1))) > code; at--)
        store<i32>(at4(found, at), load<i32>(at4(found, at - 1)));
      store<i32>(at4(found, at), row);
    }
    groupCount = 0;
    let last = -1;
    let to = groups - ((<usize>stride) << 3);
    for (let i = 0; i < length; i++) {
      const row = load<i32>(at4(found, i));
      const code = <i32>load<u8>(origin + row);
      if (code !== last) {
        last = code;
        store<i32>(at4(codes, groupCount), code);
        groupCount++;
        to += (<usize>stride) << 3;
        clear(to, stride);
      }
      addRow(to, row);
    }
  } else {
    if (classes === 0) fill(origin, start, end);
    else fillClasses(origin, start, end);
    groupCount = collect((load<i32>(at4(bins, column)) >> 5) + 1);
  }
  takeMissing(load<i32>(at4(bins, column)));
}

function fill(origin: usize, start: i32, end: i32): void {
  let at = at4(order, start);
  const last = at4(order, end);
  for (; at < last; at += 4) {
    const row = load<i32>(at);
    const code = <usize>load<u8>(origin + row);
    const word = filled + ((code >> 5) << 2);
    store<u32>(word, load<u32>(word) | (1 << (<u32>code & 31)));
    const bin = histogram + code * 24;
    store<f64>(bin, load<f64>(bin) + 1);
    store<f64>(bin, load<f64>(bin, 8) + load<f64>(at8(weights, row)), 8);
    store<f64>(bin, load<f64>(bin, 16) + load<f64>(at8(parts, row)), 16);
  }
}

function fillClasses(origin: usize, start: i32, end: i32): void {
  let at = at4(order, start);
  const last = at4(order, end);
  for (; at < last; at += 4) {
    const row = load<i32>(at);
    const code = <usize>load<u8>(origin + row);
    const word = filled + ((code >> 5) << 2);
    store<u32>(word, load<u32>(word) | (1 << (<u32>code & 31)));
    addRow(histogram + code * ((<usize>stride) << 3), row);
  }
}

/** Takes the bins that have rows, and leaves all empty. */
function collect(words: i32): i32 {
  let count = 0;
  let to = groups;
  const bytes = (<usize>stride) << 3;
  for (let word = 0; word < words; word++) {
    let bits = load<u32>(at4(filled, word));
    store<u32>(at4(filled, word), 0);
    while (bits !== 0) {
      const code = (word << 5) + <i32>ctz<u32>(bits);
      bits &= bits - 1;
      store<i32>(at4(codes, count), code);
      count++;
      const from = histogram + <usize>code * bytes;
      for (let k: usize = 0; k < bytes; k += 8) {
        store<f64>(to + k, load<f64>(from + k));
        store<f64>(from + k, 0);
      }
      to += bytes;
    }
  }
  return count;
}

function takeMissing(code: i32): void {
  const last = groupCount - 1;
  if (last >= 0 && load<i32>(at4(codes, last)) === code) {
    memory.copy(missing, groups + <usize>last * ((<usize>stride) << 3), (<usize>stride) << 3);
    groupCount = last;
  } else clear(missing, stride);
}

function scanSquares(isMissing: bool, isLeft: bool): void {
  const count = load<f64>(facts);
  const weight = load<f64>(facts, 8);
  const total = load<f64>(facts, 16);
  const last = isMissing && !isLeft ? groupCount : groupCount - 1;
  let leftRows = isLeft ? load<f64>(missing) : 0;
  let leftWeight = isLeft ? load<f64>(missing, 8) : 0;
  let leftSum = isLeft ? load<f64>(missing, 16) : 0;
  let from = groups;
  const least = <f64>minLeaf;
  for (let g = 0; g < last; g++) {
    leftRows += load<f64>(from);
    leftWeight += load<f64>(from, 8);
    leftSum += load<f64>(from, 16);
    from += 24;
    const rightSum = total - leftSum;
    const here = (leftSum * leftSum) / leftWeight + (rightSum * rightSum) / (weight - leftWeight);
    if (here > bestScore && leftRows >= least && count - leftRows >= least) {
      bestScore = here;
      bestAt = g;
      bestMissingLeft = isMissing ? isLeft : leftRows > count - leftRows;
    }
  }
}

/** Gini's: the squares of the classes' weights by the weight of all. */
function score(origin: usize): f64 {
  let squares: f64 = 0;
  for (let k = 0; k < sums; k++) {
    const sum = load<f64>(at8(origin + 16, k));
    squares += sum * sum;
  }
  return squares / load<f64>(origin, 8);
}

function scanClasses(isMissing: bool, isLeft: bool): void {
  if (isLeft) memory.copy(left, missing, (<usize>stride) << 3);
  else clear(left, stride);
  const last = isMissing && !isLeft ? groupCount : groupCount - 1;
  const least = <f64>minLeaf;
  let from = groups;
  for (let g = 0; g < last; g++) {
    for (let k = 0; k < stride; k++) {
      const sum = load<f64>(at8(left, k)) + load<f64>(from);
      store<f64>(at8(left, k), sum);
      store<f64>(at8(right, k), load<f64>(at8(facts, k)) - sum);
      from += 8;
    }
    if (load<f64>(left) < least || load<f64>(right) < least) continue;
    const here = score(left) + score(right);
    if (here > bestScore) {
      bestScore = here;
      bestAt = g;
      bestMissingLeft = isMissing ? isLeft : load<f64>(left) > load<f64>(right);
    }
  }
}

/** The best split of a column; says whether its values differ. */
function searchBest(column: i32, start: i32, end: i32): bool {
  group(column, start, end);
  const isMissing = load<f64>(missing) > 0;
  if (groupCount === 0 || (groupCount === 1 && !isMissing)) return false;
  bestAt = -1;
  bestScore = -Infinity;
  if (sums === 1) {
    scanSquares(isMissing, false);
    if (isMissing) scanSquares(isMissing, true);
  } else {
    scanClasses(isMissing, false);
    if (isMissing) scanClasses(isMissing, true);
  }
  if (bestAt < 0) return true;
  const gain = gainFactor * (bestScore - score(facts));
  if (splitColumn >= 0 && !(gain > splitGain)) return true;
  if (!(gain > -Infinity)) return true;
  splitColumn = column;
  splitGain = gain;
  splitMissingLeft = bestMissingLeft;
  splitLeft = load<i32>(at4(codes, bestAt));
  splitNext = bestAt === groupCount - 1 ? -1 : load<i32>(at4(codes, bestAt + 1));
  return true;
}

/** The values of two rows beside each other. */
function pair(origin: usize, at: usize, bytes: usize): v128 {
  const one = v128.load64_zero(origin + <usize>load<i32>(at) * bytes);
  return v128.load64_lane(origin + <usize>load<i32>(at, 4) * bytes, one, 1);
}

/** A split drawn at random; says whether the column's values differ. */
function searchRandom(column: i32, start: i32, end: i32): bool {
  const count = end - start;
  const origin = data + <usize>column * columnBytes;
  let at = at4(order, start);
  let to = found;
  let lows = f64x2.splat(Infinity);
  let highs = f64x2.splat(-Infinity);
  let misses = i64x2.splat(0);
  // Two rows at a time. These minima let a missing value pass by.
  for (const last = to + ((<usize>count & ~1) << 3); to < last; to += 16) {
    const two = pair(origin, at, rowBytes);
    v128.store(to, two);
    lows = f64x2.pmin(lows, two);
    highs = f64x2.pmax(highs, two);
    misses = i64x2.sub(misses, f64x2.ne(two, two));
    at += 8;
  }
  if (count & 1) {
    const value = load<f64>(origin + <usize>load<i32>(at) * rowBytes);
    store<f64>(to, value);
    lows = f64x2.pmin(lows, f64x2.splat(value));
    highs = f64x2.pmax(highs, f64x2.splat(value));
    if (Number.isNaN(value)) misses = i64x2.add(misses, i64x2(1, 0));
  }
  const least = min<f64>(f64x2.extract_lane(lows, 0), f64x2.extract_lane(lows, 1));
  const most = max<f64>(f64x2.extract_lane(highs, 0), f64x2.extract_lane(highs, 1));
  const gaps = <i32>(i64x2.extract_lane(misses, 0) + i64x2.extract_lane(misses, 1));
  if (gaps === count || (least === most && gaps === 0)) return false;
  const threshold = thresholdBetween(least, most, random());
  const isLeft = gaps > 0 && random() < 0.5;
  addLeft(start, count, threshold, isLeft ? 1 : 0);
  for (let k = 0; k < stride; k++) store<f64>(at8(right, k), load<f64>(at8(facts, k)) - load<f64>(at8(left, k)));
  const rowsLeft = load<f64>(left);
  const rowsRight = load<f64>(right);
  if (rowsLeft < <f64>minLeaf || rowsRight < <f64>minLeaf) return true;
  const gain = gainFactor * score(left) + gainFactor * score(right) - gainFactor * score(facts);
  if (splitColumn >= 0 && !(gain > splitGain)) return true;
  if (!(gain > -Infinity)) return true;
  splitColumn = column;
  splitGain = gain;
  splitThreshold = threshold;
  splitMissingLeft = gaps > 0 ? isLeft : rowsLeft > rowsRight;
  return true;
}

function thresholdBetween(least: f64, most: f64, share: f64): f64 {
  const from = max<f64>(-f64.MAX_VALUE, least);
  const to = min<f64>(f64.MAX_VALUE, most);
  const threshold = to - from < Infinity ? from + (to - from) * share : from * (1 - share) + to * share;
  return threshold < most ? threshold : least;
}

/** Adds up what goes left, of the rows with even and with odd numbers apart. */
function addLeft(start: i32, count: i32, threshold: f64, missingLeft: i32): void {
  if (classes !== 0) {
    clear(left, stride);
    for (let i = 0; i < count; i++) {
      const value = load<f64>(at8(found, i));
      if (value <= threshold || (missingLeft !== 0 && Number.isNaN(value)))
        addRow(left, load<i32>(at4(order, start + i)));
    }
    return;
  }
  const limit = f64x2.splat(threshold);
  const gapsGo = i64x2.splat(missingLeft ? -1 : 0);
  let kept = i64x2.splat(0);
  let weight = f64x2.splat(0);
  let sum = f64x2.splat(0);
  let at = near;
  let from = found;
  for (const last = from + ((<usize>count & ~1) << 3); from < last; from += 16) {
    const two = v128.load(from);
    const goes = v128.or(f64x2.le(two, limit), v128.and(gapsGo, f64x2.ne(two, two)));
    kept = i64x2.sub(kept, goes);
    weight = f64x2.add(weight, v128.and(goes, v128.load(at)));
    sum = f64x2.add(sum, v128.and(goes, v128.load(at, 16)));
    at += 32;
  }
  if (count & 1) {
    const one = v128.load64_zero(from);
    const goes = v128.or(f64x2.le(one, limit), v128.and(gapsGo, f64x2.ne(one, one)));
    const own = v128.and(goes, i64x2(-1, 0));
    kept = i64x2.sub(kept, own);
    weight = f64x2.add(weight, v128.and(own, v128.load64_zero(at)));
    sum = f64x2.add(sum, v128.and(own, v128.load64_zero(at, 16)));
  }
  store<f64>(left, <f64>(i64x2.extract_lane(kept, 0) + i64x2.extract_lane(kept, 1)));
  store<f64>(left, f64x2.extract_lane(weight, 0) + f64x2.extract_lane(weight, 1), 8);
  store<f64>(left, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1), 16);
}

/** What the rows of a node add up to; says whether they are all alike. */
function sumUp(start: i32, end: i32): bool {
  clear(facts, stride);
  let weight: f64 = 0;
  if (classes === 0) {
    let least = load<f64>(at8(values, load<i32>(at4(order, start))));
    let most = least;
    let sum: f64 = 0;
    for (let i = start; i < end; i++) {
      const row = load<i32>(at4(order, i));
      const value = load<f64>(at8(values, row));
      const own = load<f64>(at8(weights, row));
      const part = load<f64>(at8(parts, row));
      weight += own;
      sum += part;
      if (isRandom) {
        const to = near + ((<usize>(i - start) >> 1) << 5) + ((<usize>(i - start) & 1) << 3);
        store<f64>(to, own);
        store<f64>(to, part, 16);
      }
      if (value < least) least = value;
      if (value > most) most = value;
    }
    store<f64>(facts, sum, 16);
    store<f64>(facts, <f64>(end - start));
    store<f64>(facts, weight, 8);
    return !(least < most);
  }
  let least = load<i32>(at4(classes, load<i32>(at4(order, start))));
  let most = least;
  for (let i = start; i < end; i++) {
    const row = load<i32>(at4(order, i));
    const own = load<i32>(at4(classes, row));
    const part = load<f64>(at8(weights, row));
    weight += part;
    addTo(at8(facts + 16, own), part);
    if (own < least) least = own;
    if (own > most) most = own;
  }
  store<f64>(facts, <f64>(end - start));
  store<f64>(facts, weight, 8);
  return least === most;
}

/** Looks for the best split of a node among columns, drawn where not all are looked at. */
function search(start: i32, end: i32): void {
  splitColumn = -1;
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

/** What goes left comes first, each side in its old order. Returns where the right side begins. */
function part(node: usize, start: i32, end: i32): i32 {
  const column = load<i32>(node);
  const missingLeft = load<i32>(node, 20);
  let kept = at4(order, start);
  let moved = spare;
  const last = at4(order, end);
  if (isRandom) {
    const threshold = load<f64>(node, 24);
    const origin = data + <usize>column * columnBytes;
    for (let at = kept; at < last; at += 4) {
      const row = load<i32>(at);
      const value = load<f64>(origin + <usize>row * rowBytes);
      const isLeft = <usize>(value <= threshold) | (<usize>missingLeft & <usize>Number.isNaN(value));
      store<i32>(kept, row);
      store<i32>(moved, row);
      kept += isLeft << 2;
      moved += (1 - isLeft) << 2;
    }
  } else {
    const origin = data + <usize>column * columnBytes;
    const code = load<i32>(node, 4);
    const gap = missingLeft ? load<i32>(at4(bins, column)) : -1;
    for (let at = kept; at < last; at += 4) {
      const row = load<i32>(at);
      const own = <i32>load<u8>(origin + row);
      const isLeft = <usize>(own <= code) | <usize>(own === gap);
      store<i32>(kept, row);
      store<i32>(moved, row);
      kept += isLeft << 2;
      moved += (1 - isLeft) << 2;
    }
  }
  const middle = <i32>((kept - order) >> 2);
  if (moved - spare > 256) memory.copy(kept, spare, moved - spare);
  else {
    for (let from = spare; from < moved; from += 4) {
      store<i32>(kept, load<i32>(from));
      kept += 4;
    }
  }
  return middle;
}

/** The job's rows, all of them. */
function spreadRows(): void {
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
function gatherRows(start: i32, end: i32): void {
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

/** Grows the trees that there are memory and seeds for: each part every so many of them. */
export function growTrees(job: usize, part: i32, parts: i32): void {
  const trees = load<i32>(job, 76);
  for (let number = part; number < trees; number += parts) growTree(job, number);
}

function growTree(job: usize, number: i32): void {
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
  a = load<u32>(own, 4);
  b = load<u32>(own, 8);
  c = load<u32>(own, 12);
  counter = 1;
  for (let i = 0; i < 12; i++) random();
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
  nodeCount = 0;
  waiting = 0;
  splitLeft = 0;
  splitNext = 0;
  splitThreshold = 0;
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
    if (closeFrom < 0 && end - start <= roomRows) gatherRows(start, end);
    const middle = part(node, start, end);
    store<i32>(node, open(start, middle, depth), 12);
    store<i32>(node, open(middle, end, depth), 16);
  }
  store<i32>(own, nodeCount, 16);
}
