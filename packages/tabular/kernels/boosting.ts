/**
 * Gradient boosting: the loops over rows and bins. What lies where in memory is said by `src/models/boosting/job.ts`;
 * each function has its twin in `src/kernels/boosting.ts`. `part` of `parts` is the share of one thread: of columns in
 * `grow`, of rows elsewhere. No result depends on how many there are.
 */

function startOf(count: i32, part: i32, parts: i32): i32 {
  return <i32>((<i64>count * part) / parts);
}

/** The bin of each value of a block: how many of its column's 255 bounds are below it, or the bin of missing values. */
export function assignBins(job: usize, part: i32, parts: i32): void {
  const values = <usize>load<u32>(job);
  const bounds = <usize>load<u32>(job, 4);
  const meta = <usize>load<u32>(job, 8);
  const out = <usize>load<u32>(job, 12);
  const count = load<i32>(job, 16);
  const room = <usize>load<u32>(job, 20);
  const columns = load<i32>(job, 24);
  const stride = <usize>load<u32>(job, 28);
  const from = startOf(count, part, parts);
  const to = startOf(count, part + 1, parts);
  for (let c = 0; c < columns; c++) {
    const column = values + <usize>c * (room << 3);
    const table = bounds + ((<usize>c) << 11);
    const missing = load<i32>(meta + ((<usize>c) << 4), 4);
    let at = out + <usize>from * stride + <usize>c;
    if (load<i32>(meta + ((<usize>c) << 4), 8)) {
      for (let r = from; r < to; r++) {
        store<u8>(at, <u8>load<f64>(column + ((<usize>r) << 3)));
        at += stride;
      }
      continue;
    }
    for (let r = from; r < to; r++) {
      const x = load<f64>(column + ((<usize>r) << 3));
      let p = table;
      p += (<usize>(load<f64>(p, 1016) < x)) << 10;
      p += (<usize>(load<f64>(p, 504) < x)) << 9;
      p += (<usize>(load<f64>(p, 248) < x)) << 8;
      p += (<usize>(load<f64>(p, 120) < x)) << 7;
      p += (<usize>(load<f64>(p, 56) < x)) << 6;
      p += (<usize>(load<f64>(p, 24) < x)) << 5;
      p += (<usize>(load<f64>(p, 8) < x)) << 4;
      p += (<usize>(load<f64>(p) < x)) << 3;
      store<u8>(at, <u8>select(missing, <i32>((p - table) >> 3), Number.isNaN(x)));
      at += stride;
    }
  }
}

function add(at: usize, pair: v128): void {
  v128.store(at, f64x2.add(v128.load(at), pair));
}

/** Two rows at once: where the histogram of a column begins is looked up once for both. */
function addTwo(
  bins: usize,
  others: usize,
  histogram: usize,
  starts: usize,
  columns: i32,
  pair: v128,
  other: v128,
): void {
  let c = 0;
  for (; c + 2 <= columns; c += 2) {
    const first = histogram + <usize>load<u32>(starts);
    add(first + ((<usize>load<u8>(bins)) << 4), pair);
    add(first + ((<usize>load<u8>(others)) << 4), other);
    const second = histogram + <usize>load<u32>(starts, 4);
    add(second + ((<usize>load<u8>(bins, 1)) << 4), pair);
    add(second + ((<usize>load<u8>(others, 1)) << 4), other);
    starts += 8;
    bins += 2;
    others += 2;
  }
  if (c < columns) {
    const last = histogram + <usize>load<u32>(starts);
    add(last + ((<usize>load<u8>(bins)) << 4), pair);
    add(last + ((<usize>load<u8>(others)) << 4), other);
  }
}

function addRow(bins: usize, histogram: usize, starts: usize, columns: i32, pair: v128): void {
  for (let c = 0; c < columns; c++) {
    add(histogram + <usize>load<u32>(starts) + ((<usize>load<u8>(bins)) << 4), pair);
    starts += 4;
    bins++;
  }
}

function addListed(bins: usize, histogram: usize, starts: usize, list: usize, columns: i32, pair: v128): void {
  for (let j = 0; j < columns; j++) {
    const c = <usize>load<u32>(list + ((<usize>j) << 2));
    add(histogram + <usize>load<u32>(starts + (c << 2)) + ((<usize>load<u8>(bins + c)) << 4), pair);
  }
}

/** Of a job: 0 where rows have a pair each; else they have the gradient g alone, and the hessian is |g| (1 − |g|) of this. */
let hessianFactor: f64 = 0;

function pairOf(pairs: usize, row: usize): v128 {
  if (hessianFactor === 0) return f64x2.promote_low_f32x4(v128.load64_zero(pairs + (row << 3)));
  const g = <f64>load<f32>(pairs + (row << 2));
  return f64x2.replace_lane(f64x2.splat(g), 1, hessianFactor * (abs(g) * (1 - abs(g))));
}

/** Asks for the rows of a block all at once, so that their ways from memory overlap; what comes of it is of no use. */
function touch(bins: usize, stride: usize, pairs: usize, rows: usize, from: i32, to: i32): i32 {
  let sink = 0;
  const shift: usize = hessianFactor === 0 ? 3 : 2;
  for (let r = from; r < to; r++) {
    const row = <usize>load<u32>(rows + ((<usize>r) << 2));
    const at = bins + row * stride;
    sink += <i32>load<u8>(at) + <i32>load<u8>(at + stride - 1) + load<i32>(pairs + (row << shift));
  }
  return sink;
}

function histogramOf(job: usize, first: i32, last: i32): void {
  const stride = <usize>load<u32>(job, 4);
  const pairs = <usize>load<u32>(job, 8);
  const rows = <usize>load<u32>(job, 12);
  const from = load<i32>(job, 16);
  const to = load<i32>(job, 20);
  const identity = load<i32>(job, 24) !== 0;
  const histogram = <usize>load<u32>(job, 28);
  const list = <usize>load<u32>(job, 36) + ((<usize>first) << 2);
  const listed = load<i32>(job, 68) === 0;
  const apart = load<i32>(job, 72) !== 0;
  const columns = last - first;
  hessianFactor = load<f64>(job, 248);
  for (let j = 0; j < columns; j++) {
    const c = <usize>load<u32>(list + ((<usize>j) << 2));
    memory.fill(histogram + startOfColumn(job, c), 0, binsOf(job, c) << 4);
  }
  const all = <usize>load<u32>(job);
  const bins = all + (listed ? 0 : <usize>first);
  const starts = <usize>load<u32>(job, 92) + (listed ? 0 : (<usize>first) << 2);
  for (let block = from; block < to; block += 32) {
    const end = min(block + 32, to);
    if (apart) store<i32>(job, touch(all, stride, pairs, rows, block, end), 76);
    let r = block;
    if (!listed) {
      for (; r + 2 <= end; r += 2) {
        const row = rowOf(rows, r, identity);
        const other = rowOf(rows, r + 1, identity);
        const pair = pairOf(pairs, row);
        addTwo(bins + row * stride, bins + other * stride, histogram, starts, columns, pair, pairOf(pairs, other));
      }
    }
    for (; r < end; r++) {
      const row = rowOf(rows, r, identity);
      const at = bins + row * stride;
      if (listed) addListed(at, histogram, starts, list, columns, pairOf(pairs, row));
      else addRow(at, histogram, starts, columns, pairOf(pairs, row));
    }
  }
}

function rowOf(rows: usize, r: i32, identity: bool): usize {
  return identity ? <usize>r : <usize>load<u32>(rows + ((<usize>r) << 2));
}

function startOfColumn(job: usize, column: usize): usize {
  return <usize>load<u32>(<usize>load<u32>(job, 92) + (column << 2));
}

/** All bins of a column: of its values, and the one of missing values. */
function binsOf(job: usize, column: usize): usize {
  const at = <usize>load<u32>(job, 44) + (column << 4);
  return <usize>(load<i32>(at) + <i32>(load<i32>(at, 4) >= 0));
}

/** The other child's histogram: its parent's without this one's, in the parent's place. */
function subtractOf(job: usize, first: i32, last: i32): void {
  const list = <usize>load<u32>(job, 36);
  for (let j = first; j < last; j++) {
    const c = <usize>load<u32>(list + ((<usize>j) << 2));
    const start = startOfColumn(job, c);
    let small = <usize>load<u32>(job, 28) + start;
    let large = <usize>load<u32>(job, 32) + start;
    const end = large + (binsOf(job, c) << 4);
    for (; large < end; large += 16) {
      v128.store(large, f64x2.sub(v128.load(large), v128.load(small)));
      small += 16;
    }
  }
}

// What holds for the node that is being scanned: set by `scanOf`. Threads have an instance each, and so their own.
let G: f64 = 0;
let H: f64 = 0;
let rowsPerH: f64 = 0;
let rowsHere: f64 = 0;
let lowest: f64 = 0;
let highest: f64 = 0;
let l1: f64 = 0;
let l2: f64 = 0;
let minLeaf: f64 = 0;
let minHessian: f64 = 0;
let general: bool = false;

// The best split of the column that was scanned last.
let best: f64 = 0;
let bestBin: i32 = 0;
let bestMissingLeft: i32 = 0;
let bestG: f64 = 0;
let bestH: f64 = 0;
let bestL2: f64 = 0;

function shrunk(g: f64): f64 {
  return copysign(max(abs(g) - l1, 0), g);
}

function outputOf(g: f64, h: f64, lambda: f64): f64 {
  return min(max(-shrunk(g) / (h + lambda), lowest), highest);
}

function gainOf(g: f64, h: f64, lambda: f64): f64 {
  const w = outputOf(g, h, lambda);
  return -(2 * shrunk(g) * w + (h + lambda) * w * w);
}

/** What a split is worth with ℓ1, with bounds of outputs, with a direction; −∞ where the direction is broken. */
function generalGain(gl: f64, hl: f64, lambda: f64, direction: i32): f64 {
  const gr = G - gl;
  const hr = H - hl;
  if (direction !== 0) {
    const left = outputOf(gl, hl, lambda);
    const right = outputOf(gr, hr, lambda);
    if (direction > 0 ? left > right : left < right) return -Infinity;
  }
  return gainOf(gl, hl, lambda) + gainOf(gr, hr, lambda);
}

/** Whether both sides are large enough: 1; 0 where the left is too small yet, −1 where the right is too small for good. */
function allowed(hl: f64): i32 {
  const left = nearest(hl * rowsPerH);
  if (rowsHere - left < minLeaf || H - hl < minHessian) return -1;
  return left < minLeaf || hl < minHessian ? 0 : 1;
}

/** Thresholds from the lowest to the highest, with what is missing on the left, if its sums are given, or on the right. */
function scanNumbers(histogram: usize, last: i32, gl: f64, hl: f64, missingLeft: i32, direction: i32): void {
  const end = histogram + ((<usize>last) << 4);
  let at = histogram;
  let state = 0;
  for (; at < end; at += 16) {
    gl += load<f64>(at);
    hl += load<f64>(at, 8);
    state = allowed(hl);
    if (state !== 0) break;
  }
  if (state <= 0) return;
  let top = best;
  let topAt: usize = 0;
  let topG: f64 = 0;
  let topH: f64 = 0;
  if (general) {
    for (;;) {
      const gain = generalGain(gl, hl, l2, direction);
      if (gain >= top) {
        top = gain;
        topAt = at;
        topG = gl;
        topH = hl;
      }
      at += 16;
      if (at >= end) break;
      gl += load<f64>(at);
      hl += load<f64>(at, 8);
      if (allowed(hl) < 0) break;
    }
  } else {
    const total = f64x2.replace_lane(f64x2.splat(G), 1, H);
    const lambda = f64x2.splat(l2);
    const perH = rowsPerH;
    const mostRows = rowsHere - minLeaf;
    const mostH = H - minHessian;
    let left = f64x2.replace_lane(f64x2.splat(gl), 1, hl);
    for (;;) {
      const right = f64x2.sub(total, left);
      const g = v128.shuffle<f64>(left, right, 0, 2);
      const h = v128.shuffle<f64>(left, right, 1, 3);
      const gains = f64x2.div(f64x2.mul(g, g), f64x2.add(h, lambda));
      const gain = f64x2.extract_lane(gains, 0) + f64x2.extract_lane(gains, 1);
      if (gain >= top) {
        top = gain;
        topAt = at;
        topG = f64x2.extract_lane(left, 0);
        topH = f64x2.extract_lane(left, 1);
      }
      at += 16;
      if (at >= end) break;
      left = f64x2.add(left, v128.load(at));
      const hessian = f64x2.extract_lane(left, 1);
      if (nearest(hessian * perH) > mostRows || hessian > mostH) break;
    }
  }
  if (topAt === 0) return;
  best = top;
  bestBin = <i32>((topAt - histogram) >> 4);
  bestMissingLeft = missingLeft;
  bestG = topG;
  bestH = topH;
  bestL2 = l2;
}

/** Whether category a comes before b: by the ratio of its sums, and where it is the same by its number. */
function before(scores: usize, a: i32, b: i32): bool {
  const x = load<f64>(scores + ((<usize>a) << 3));
  const y = load<f64>(scores + ((<usize>b) << 3));
  return x < y || (x === y && a < b);
}

/** By insertion over shrinking gaps. (Shell 1959) */
function sortCategories(order: usize, count: i32, scores: usize): void {
  for (let gap = 121; gap > 0; gap = gap / 3) {
    for (let i = gap; i < count; i++) {
      const kept = load<i32>(order + ((<usize>i) << 2));
      let j = i;
      for (; j >= gap; j -= gap) {
        const other = load<i32>(order + ((<usize>(j - gap)) << 2));
        if (!before(scores, kept, other)) break;
        store<i32>(order + ((<usize>j) << 2), other);
      }
      store<i32>(order + ((<usize>j) << 2), kept);
    }
  }
}

function keepBest(gain: f64, gl: f64, hl: f64, lambda: f64): void {
  best = gain;
  bestBin = 0;
  bestMissingLeft = 0;
  bestG = gl;
  bestH = hl;
  bestL2 = lambda;
}

/** Each category alone on the left: where there are few. */
function scanSingles(histogram: usize, count: i32, table: usize): void {
  for (let b = 0; b < count; b++) {
    const gl = load<f64>(histogram + ((<usize>b) << 4));
    const hl = load<f64>(histogram + ((<usize>b) << 4), 8);
    if (allowed(hl) <= 0) continue;
    const gain = generalGain(gl, hl, l2, 0);
    if (gain <= best) continue;
    keepBest(gain, gl, hl, l2);
    memory.fill(table, 0, 256);
    store<u8>(table + <usize>b, 1);
  }
}

/** Categories in the order of their ratios of sums: the first ones on the left, or the last ones. (Fisher 1958) */
function scanSorted(job: usize, histogram: usize, count: i32, order: usize, table: usize): void {
  const smooth = load<f64>(job, 216);
  const lambda = l2 + load<f64>(job, 224);
  const minGroup = load<f64>(job, 240);
  const scores = order + 1024;
  let used = 0;
  for (let b = 0; b < count; b++) {
    const h = load<f64>(histogram + ((<usize>b) << 4), 8);
    if (nearest(h * rowsPerH) < smooth) continue;
    store<f64>(scores + ((<usize>b) << 3), load<f64>(histogram + ((<usize>b) << 4)) / (h + smooth));
    store<i32>(order + ((<usize>used) << 2), b);
    used++;
  }
  sortCategories(order, used, scores);
  const last = min(<i32>load<f64>(job, 232), (used + 1) / 2);
  for (let side = 0; side < 2; side++) {
    let gl: f64 = 0;
    let hl: f64 = 0;
    let grouped: f64 = 0;
    for (let i = 0; i < last; i++) {
      const at = histogram + ((<usize>load<u32>(order + ((<usize>(side ? used - 1 - i : i)) << 2))) << 4);
      gl += load<f64>(at);
      hl += load<f64>(at, 8);
      grouped += nearest(load<f64>(at, 8) * rowsPerH);
      const state = allowed(hl);
      if (state < 0 || rowsHere - nearest(hl * rowsPerH) < minGroup) break;
      if (state === 0 || grouped < minGroup) continue;
      grouped = 0;
      const gain = generalGain(gl, hl, lambda, 0);
      if (gain <= best) continue;
      keepBest(gain, gl, hl, lambda);
      memory.fill(table, 0, 256);
      for (let j = 0; j <= i; j++) {
        store<u8>(table + <usize>load<u32>(order + ((<usize>(side ? used - 1 - j : j)) << 2)), 1);
      }
    }
  }
}

/**
 * The best split of a node among some columns, as a record: its gain (0: there is none), column, bin, whether what is
 * missing goes left, the sums of the left and the ℓ2 of the outputs; from byte 64 on which bins of categories go left,
 * and behind them room to work in.
 */
function scanOf(job: usize, node: usize, histograms: usize, mask: usize, record: usize, first: i32, last: i32): void {
  const list = <usize>load<u32>(job, 36);
  const meta = <usize>load<u32>(job, 44);
  G = load<f64>(node);
  H = load<f64>(node, 8);
  rowsHere = load<f64>(node, 16);
  lowest = load<f64>(node, 24);
  highest = load<f64>(node, 32);
  rowsPerH = rowsHere / H;
  l1 = load<f64>(job, 176);
  l2 = load<f64>(job, 184);
  minLeaf = load<f64>(job, 192);
  minHessian = load<f64>(job, 200);
  general = load<i32>(job, 80) !== 0;
  const none = gainOf(G, H, l2);
  let top = none + load<f64>(job, 208);
  store<f64>(record, 0);
  for (let j = first; j < last; j++) {
    const c = <usize>load<u32>(list + ((<usize>j) << 2));
    if (mask !== 0 && load<u8>(mask + c) === 0) continue;
    const about = meta + (c << 4);
    const count = load<i32>(about);
    const missing = load<i32>(about, 4);
    const isCategory = load<i32>(about, 8) !== 0;
    const histogram = histograms + startOfColumn(job, c);
    best = top;
    if (isCategory) {
      if (count <= load<i32>(job, 64)) scanSingles(histogram, count, record + 320);
      else scanSorted(job, histogram, count, record + 576, record + 320);
    } else {
      const direction = load<i32>(about, 12);
      scanNumbers(histogram, missing >= 0 ? count : count - 1, 0, 0, 0, direction);
      if (missing >= 0) {
        const at = histogram + ((<usize>missing) << 4);
        scanNumbers(histogram, count - 1, load<f64>(at), load<f64>(at, 8), 1, direction);
      }
    }
    if (best <= top) continue;
    top = best;
    store<f64>(record, best - none);
    store<f64>(record, <f64>c, 8);
    store<f64>(record, <f64>bestBin, 16);
    store<f64>(record, <f64>bestMissingLeft, 24);
    store<f64>(record, bestG, 32);
    store<f64>(record, bestH, 40);
    store<f64>(record, bestL2, 48);
    if (isCategory) memory.copy(record + 64, record + 320, 256);
  }
}

/** The sums of gradients and hessians of some rows, always in the same order; in the first part alone. */
export function total(job: usize, part: i32, _parts: i32): void {
  if (part > 0) return;
  const pairs = <usize>load<u32>(job);
  const rows = <usize>load<u32>(job, 4);
  const count = load<i32>(job, 8);
  const identity = load<i32>(job, 12) !== 0;
  hessianFactor = load<f64>(job, 32);
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  let r = 0;
  for (; r + 2 <= count; r += 2) {
    even = f64x2.add(even, pairOf(pairs, rowOf(rows, r, identity)));
    odd = f64x2.add(odd, pairOf(pairs, rowOf(rows, r + 1, identity)));
  }
  if (r < count) even = f64x2.add(even, pairOf(pairs, rowOf(rows, r, identity)));
  v128.store(job + 16, f64x2.add(even, odd));
}

/**
 * The histogram of one child, that of the other from their parent's, and the best split of both: for the columns of this
 * part. A root is a child without the other.
 */
export function grow(job: usize, part: i32, parts: i32): void {
  const active = load<i32>(job, 40);
  const first = startOf(active, part, parts);
  const last = startOf(active, part + 1, parts);
  const small = <usize>load<u32>(job, 28);
  const large = <usize>load<u32>(job, 32);
  const record = (<usize>part) << 12;
  histogramOf(job, first, last);
  if (load<i32>(job, 84)) {
    scanOf(job, job + 96, small, <usize>load<u32>(job, 48), <usize>load<u32>(job, 56) + record, first, last);
  }
  if (large === 0) return;
  subtractOf(job, first, last);
  if (load<i32>(job, 88)) {
    scanOf(job, job + 136, large, <usize>load<u32>(job, 52), <usize>load<u32>(job, 60) + record, first, last);
  }
}

/**
 * Parts some rows of a node: in each share of them first those of the left, and from its end on those of the right. Which way
 * the rows of a block go is looked up first, by itself: so many more ways from memory overlap.
 */
export function part(job: usize, part: i32, parts: i32): void {
  const stride = <usize>load<u32>(job, 4);
  const bins = <usize>load<u32>(job) + <usize>load<u32>(job, 8);
  const rows = <usize>load<u32>(job, 12);
  const from = load<i32>(job, 16);
  const count = load<i32>(job, 20) - from;
  const identity = load<i32>(job, 24) !== 0;
  const table = <usize>load<u32>(job, 28);
  const scratch = <usize>load<u32>(job, 32);
  const ways = <usize>load<u32>(job, 40) + ((<usize>part) << 8);
  const start = from + startOf(count, part, parts);
  const end = from + startOf(count, part + 1, parts);
  const first = scratch + ((<usize>(start - from)) << 2);
  let left = first;
  let right = scratch + ((<usize>(end - from)) << 2) - 4;
  for (let block = start; block < end; block += 256) {
    const size = min(256, end - block);
    for (let i = 0; i < size; i++) {
      store<u8>(ways + <usize>i, load<u8>(bins + rowOf(rows, block + i, identity) * stride));
    }
    for (let i = 0; i < size; i++) {
      const row = <u32>rowOf(rows, block + i, identity);
      const goes = (<usize>load<u8>(table + <usize>load<u8>(ways + <usize>i))) << 2;
      store<u32>(left, row);
      store<u32>(right, row);
      left += goes;
      right -= 4 - goes;
    }
  }
  store<i32>(<usize>load<u32>(job, 36) + ((<usize>part) << 2), <i32>((left - first) >> 2));
}

/** Puts what `part` parted in its place: all of the left in one, all of the right in another, each in the order they had. */
export function gather(job: usize, part: i32, parts: i32): void {
  const rows = <usize>load<u32>(job, 12);
  const count = load<i32>(job, 20) - load<i32>(job, 16);
  const scratch = <usize>load<u32>(job, 32);
  const counts = <usize>load<u32>(job, 36);
  const start = startOf(count, part, parts);
  const end = startOf(count, part + 1, parts);
  let before = 0;
  for (let p = 0; p < part; p++) before += load<i32>(counts + ((<usize>p) << 2));
  const mine = load<i32>(counts + ((<usize>part) << 2));
  const left = load<i32>(job, 44) + before;
  memory.copy(rows + ((<usize>left) << 2), scratch + ((<usize>start) << 2), (<usize>mine) << 2);
  let to = rows + ((<usize>(load<i32>(job, 48) + start - before)) << 2);
  const stop = scratch + ((<usize>(start + mine)) << 2);
  for (let at = scratch + ((<usize>end) << 2) - 4; at >= stop; at -= 4) {
    store<u32>(to, load<u32>(at));
    to += 4;
  }
}

/** e^x of two numbers: 2^k times a series for the rest, which is at most ln 2 / 2. (Cody & Waite 1980) */
function exp2(x: v128): v128 {
  const clamped = f64x2.max(f64x2.min(x, f64x2.splat(708)), f64x2.splat(-708));
  const k = f64x2.nearest(f64x2.mul(clamped, f64x2.splat(Math.LOG2E)));
  const r = f64x2.sub(
    f64x2.sub(clamped, f64x2.mul(k, f64x2.splat(0.6931471803691238))),
    f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)),
  );
  let p = f64x2.splat(1 / 479001600.0);
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 39916800.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 3628800.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 362880.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 40320.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 5040.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 720.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 120.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 24.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 6.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.5));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1));
  // k + 1.5 · 2⁵² has k in its last bits: 1023 more and 52 to the left, they are the number 2^k.
  const bits = i64x2.add(f64x2.add(k, f64x2.splat(6755399441055744)), i64x2.splat(1023));
  return f64x2.mul(p, i64x2.shl(bits, 52));
}

/**
 * 1 for those of two rows that are of the class, 0 for others: the signs of gradients say so, as they are p − y. `i` counts
 * by twos.
 */
function isOfClass(gradients: usize, i: usize, weights: usize): v128 {
  const both = weights ? v128.load(gradients + (i << 4)) : v128.load64_zero(gradients + (i << 3));
  const own = weights ? v128.shuffle<f32>(both, both, 0, 2, 0, 2) : both;
  return v128.and(i64x2.shr_s(f64x2.promote_low_f32x4(own), 63), f64x2.splat(1));
}

/** The gradients of two rows: with hessians, where there are weights. They keep their signs where they are 0. */
function storeGradients(gradients: usize, i: usize, p: v128, y: v128, factor: v128, weights: usize): void {
  const one = f64x2.splat(1);
  const sign = v128.and(f64x2.eq(y, one), f64x2.splat(-0.0));
  const g = v128.or(f64x2.sub(p, y), sign);
  if (!weights) {
    v128.store64_lane(gradients + (i << 3), f32x4.demote_f64x2_zero(g), 0);
    return;
  }
  const w = v128.load(weights + (i << 4));
  const h = f64x2.mul(factor, f64x2.mul(p, f64x2.sub(one, p)));
  const weighted = f32x4.demote_f64x2_zero(f64x2.mul(g, w));
  v128.store(gradients + (i << 4), v128.shuffle<f32>(weighted, f32x4.demote_f64x2_zero(f64x2.mul(h, w)), 0, 4, 1, 5));
}

function scoresAt(scores: usize, i: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(scores + (i << 3)));
}

/** Gradients of the logistic loss, of two rows at a time: p − y; and hessians, p (1 − p). */
export function logistic(job: usize, part: i32, parts: i32): void {
  const scores = <usize>load<u32>(job);
  const gradients = <usize>load<u32>(job, 4);
  const weights = <usize>load<u32>(job, 8);
  // Rows are padded to an even count.
  const count = (load<i32>(job, 12) + 1) >> 1;
  const end = <usize>startOf(count, part + 1, parts);
  const one = f64x2.splat(1);
  for (let i = <usize>startOf(count, part, parts); i < end; i++) {
    const p = f64x2.div(one, f64x2.add(one, exp2(f64x2.neg(scoresAt(scores, i)))));
    storeGradients(gradients, i, p, isOfClass(gradients, i, weights), one, weights);
  }
}

/**
 * Gradients of the softmax loss, of two rows at a time: p − y of each of k classes, whose scores lie one class after the
 * other; and hessians, k / (k − 1) p (1 − p). (Friedman 2001)
 */
export function softmax(job: usize, part: i32, parts: i32): void {
  const scores = <usize>load<u32>(job);
  const gradients = <usize>load<u32>(job, 4);
  const weights = <usize>load<u32>(job, 8);
  const count = (load<i32>(job, 12) + 1) >> 1;
  const classes = load<i32>(job, 16);
  /** Bytes of the scores of one class, and of its gradients. */
  const scoreBytes = <usize>load<u32>(job, 20);
  const gradientBytes = <usize>load<u32>(job, 24);
  const powers = <usize>load<u32>(job, 28) + ((<usize>part * <usize>classes) << 4);
  const factor = f64x2.splat(<f64>classes / <f64>(classes - 1));
  const end = <usize>startOf(count, part + 1, parts);
  for (let i = <usize>startOf(count, part, parts); i < end; i++) {
    let highest = scoresAt(scores, i);
    for (let k = 1; k < classes; k++) highest = f64x2.max(highest, scoresAt(scores + <usize>k * scoreBytes, i));
    let sum = f64x2.splat(0);
    for (let k = 0; k < classes; k++) {
      const power = exp2(f64x2.sub(scoresAt(scores + <usize>k * scoreBytes, i), highest));
      v128.store(powers + ((<usize>k) << 4), power);
      sum = f64x2.add(sum, power);
    }
    for (let k = 0; k < classes; k++) {
      const p = f64x2.div(v128.load(powers + ((<usize>k) << 4)), sum);
      const own = gradients + <usize>k * gradientBytes;
      storeGradients(own, i, p, isOfClass(own, i, weights), factor, weights);
    }
  }
}

function addTo(scores: usize, row: usize, value: f64, isFloat: bool): void {
  if (isFloat) {
    const at = scores + (row << 2);
    store<f32>(at, <f32>(<f64>load<f32>(at) + value));
  } else {
    const at = scores + (row << 3);
    store<f64>(at, load<f64>(at) + value);
  }
}

/** Adds to the score of each row the value of its leaf: leaves are [from, to) of the rows in their order, and a value. */
export function addLeaves(job: usize, part: i32, parts: i32): void {
  const scores = <usize>load<u32>(job);
  const rows = <usize>load<u32>(job, 4);
  const leaves = <usize>load<u32>(job, 8);
  const count = load<i32>(job, 12);
  const total = load<i32>(job, 16);
  const isFloat = load<i32>(job, 20) !== 0;
  const start = startOf(total, part, parts);
  const end = startOf(total, part + 1, parts);
  for (let i = 0; i < count; i++) {
    const leaf = leaves + ((<usize>i) << 4);
    const value = load<f64>(leaf, 8);
    const to = min(load<i32>(leaf, 4), end);
    for (let r = max(load<i32>(leaf), start); r < to; r++) {
      addTo(scores, <usize>load<u32>(rows + ((<usize>r) << 2)), value, isFloat);
    }
  }
}

/** Adds to the score of each row the value of the leaf that its bins lead to: of rows that the tree was not grown on. */
export function walk(job: usize, part: i32, parts: i32): void {
  const bins = <usize>load<u32>(job);
  const stride = <usize>load<u32>(job, 4);
  const scores = <usize>load<u32>(job, 8);
  const rows = <usize>load<u32>(job, 12);
  const count = load<i32>(job, 16);
  const nodes = <usize>load<u32>(job, 20);
  const tables = <usize>load<u32>(job, 24);
  const values = <usize>load<u32>(job, 28);
  const isFloat = load<i32>(job, 36) !== 0;
  const end = startOf(count, part + 1, parts);
  for (let r = startOf(count, part, parts); r < end; r++) {
    const row = <usize>load<u32>(rows + ((<usize>r) << 2));
    let node = load<i32>(job, 32);
    while (node >= 0) {
      const at = nodes + ((<usize>node) << 4);
      const bin = <usize>load<u8>(bins + row * stride + <usize>load<u32>(at));
      const goes = <usize>load<u8>(tables + ((<usize>node) << 8) + bin);
      node = load<i32>(at + 8 - (goes << 2));
      // The left child stands before the right one.
    }
    addTo(scores, row, load<f64>(values + ((<usize>~node) << 3)), isFloat);
  }
}
