import { best, bestBin, bestG, bestH, bestL2, bestMissingLeft, startFrom } from "./best-split";
import { startOfColumn } from "./columns";
import { G, gainOf, H, l2, takeNode } from "./node";
import { scanSingles, scanSorted } from "./scan-categories";
import { scanNumbers } from "./scan-numbers";

/**
 * The best split of a node among some columns, as a record: its gain (0: there is none), column, bin, whether what is
 * missing goes left, the sums of the left and the ℓ2 of the outputs; from byte 64 on which bins of categories go left,
 * and behind them room to work in.
 */
export function scanOf(
  job: usize,
  node: usize,
  histograms: usize,
  mask: usize,
  record: usize,
  first: i32,
  last: i32,
): void {
  const list = <usize>load<u32>(job, 36);
  const meta = <usize>load<u32>(job, 44);
  takeNode(job, node);
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
    startFrom(top);
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
