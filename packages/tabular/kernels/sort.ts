/** Numbers in ascending order. The twin of this is `sort` of a typed array: see `src/kernels/sort-numbers.ts`. */

/** A number as a whole one in the same order: negative ones are turned round. */
function orderOf(bits: u64): u64 {
  return bits ^ (<u64>(<i64>bits >> 63) | 0x8000000000000000);
}

/**
 * Sorts numbers, none of them NaN, digit by digit from the last of 11 bits on. What all have in common costs nothing.
 * (Knuth 1973, section 5.2.5) What is sorted lies in `values` before and after; `other` is room for as many, `counts` for 6 × 2048 whole numbers.
 */
export function sortNumbers(values: usize, other: usize, counts: usize, count: i32): void {
  const result = values;
  const bytes = (<usize>count) << 3;
  memory.fill(counts, 0, 6 << 13);
  for (let at: usize = 0; at < bytes; at += 8) {
    const key = orderOf(load<u64>(values + at));
    store<u64>(values + at, key);
    for (let digit: usize = 0; digit < 6; digit++) {
      const place = counts + (digit << 13) + ((<usize>(key >> (digit * 11)) & 2047) << 2);
      store<u32>(place, load<u32>(place) + 1);
    }
  }
  for (let digit: usize = 0; digit < 6; digit++) {
    const digits = counts + (digit << 13);
    let sum: u32 = 0;
    let isOne = false;
    for (let d: usize = 0; d < 8192; d += 4) {
      const n = load<u32>(digits + d);
      isOne = isOne || n === <u32>count;
      store<u32>(digits + d, sum);
      sum += n;
    }
    if (isOne) continue;
    for (let at: usize = 0; at < bytes; at += 8) {
      const key = load<u64>(values + at);
      const place = digits + ((<usize>(key >> (digit * 11)) & 2047) << 2);
      const to = load<u32>(place);
      store<u32>(place, to + 1);
      store<u64>(other + ((<usize>to) << 3), key);
    }
    const swapped = values;
    values = other;
    other = swapped;
  }
  for (let at: usize = 0; at < bytes; at += 8) {
    const key = load<u64>(values + at);
    store<u64>(result + at, key ^ (((key >> 63) - 1) | 0x8000000000000000));
  }
}
