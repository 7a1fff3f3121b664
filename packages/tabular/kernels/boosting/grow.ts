import { histogramOf, subtractOf } from "./histogram";
import { pairOf, takeFactor } from "./pairs";
import { rowOf, startOf } from "./rows";
import { scanOf } from "./scan";

/** The sums of gradients and hessians of some rows, always in the same order; in the first part alone. */
export function total(job: usize, part: i32, _parts: i32): void {
  if (part > 0) return;
  const pairs = <usize>load<u32>(job);
  const rows = <usize>load<u32>(job, 4);
  const count = load<i32>(job, 8);
  const identity = load<i32>(job, 12) !== 0;
  takeFactor(load<f64>(job, 32));
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
