import { rowOf, startOf } from "./rows";

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
