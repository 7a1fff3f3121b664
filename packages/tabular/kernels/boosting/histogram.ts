import { binsOf, startOfColumn } from "./columns";
import { hessianFactor, pairOf, takeFactor } from "./pairs";
import { rowOf } from "./rows";

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

/** The sums of gradients and hessians of some rows, in each bin of some columns. */
export function histogramOf(job: usize, first: i32, last: i32): void {
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
  takeFactor(load<f64>(job, 248));
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

/** The other child's histogram: its parent's without this one's, in the parent's place. */
export function subtractOf(job: usize, first: i32, last: i32): void {
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
