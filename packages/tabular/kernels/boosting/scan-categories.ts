import { best, keepBest } from "./best-split";
import { allowed, generalGain, l2, rowsHere, rowsPerH } from "./node";

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

/** Each category alone on the left: where there are few. */
export function scanSingles(histogram: usize, count: i32, table: usize): void {
  for (let b = 0; b < count; b++) {
    const gl = load<f64>(histogram + ((<usize>b) << 4));
    const hl = load<f64>(histogram + ((<usize>b) << 4), 8);
    if (allowed(hl) <= 0) continue;
    const gain = generalGain(gl, hl, l2, 0);
    if (gain <= best) continue;
    keepBest(gain, 0, 0, gl, hl, l2);
    memory.fill(table, 0, 256);
    store<u8>(table + <usize>b, 1);
  }
}

/** Categories in the order of their ratios of sums: the first ones on the left, or the last ones. (Fisher 1958) */
export function scanSorted(job: usize, histogram: usize, count: i32, order: usize, table: usize): void {
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
      keepBest(gain, 0, 0, gl, hl, lambda);
      memory.fill(table, 0, 256);
      for (let j = 0; j <= i; j++) {
        store<u8>(table + <usize>load<u32>(order + ((<usize>(side ? used - 1 - j : j)) << 2)), 1);
      }
    }
  }
}
