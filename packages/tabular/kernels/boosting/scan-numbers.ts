import { best, keepBest } from "./best-split";
import { allowed, G, general, generalGain, H, l2, minHessian, minLeaf, rowsHere, rowsPerH } from "./node";

/** Thresholds from the lowest to the highest, with what is missing on the left, if its sums are given, or on the right. */
export function scanNumbers(histogram: usize, last: i32, gl: f64, hl: f64, missingLeft: i32, direction: i32): void {
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
  keepBest(top, <i32>((topAt - histogram) >> 4), missingLeft, topG, topH, l2);
}
