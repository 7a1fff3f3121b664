/**
 * Logistic regression of two classes: the loss of all rows and its gradient in one pass. Rows are padded to an even
 * width, and have a 1 in them for the intercept. Its twin is `src/models/logistic-regression/loss.ts`.
 */

function sum(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** For `y` 0 or 1. There are four more rows of zeros behind the last, with weight 0. */
export function pairLoss(x: usize, y: usize, weights: usize, rows: i32, width: i32, w: usize, gradient: usize): f64 {
  const bytes = (<usize>width) << 3;
  memory.fill(gradient, 0, bytes);
  let loss: f64 = 0;
  for (let row = 0; row < rows; row += 4) {
    const p0 = x + <usize>row * bytes;
    const p1 = p0 + bytes;
    const p2 = p1 + bytes;
    const p3 = p2 + bytes;
    let a0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let a2 = f64x2.splat(0);
    let a3 = f64x2.splat(0);
    for (let at: usize = 0; at < bytes; at += 16) {
      const v = v128.load(w + at);
      a0 = f64x2.add(a0, f64x2.mul(v, v128.load(p0 + at)));
      a1 = f64x2.add(a1, f64x2.mul(v, v128.load(p1 + at)));
      a2 = f64x2.add(a2, f64x2.mul(v, v128.load(p2 + at)));
      a3 = f64x2.add(a3, f64x2.mul(v, v128.load(p3 + at)));
    }
    const own = (<usize>row) << 3;
    const r0 = missing(sum(a0), load<f64>(y + own), load<f64>(weights + own));
    loss += missed;
    const r1 = missing(sum(a1), load<f64>(y + own, 8), load<f64>(weights + own, 8));
    loss += missed;
    const r2 = missing(sum(a2), load<f64>(y + own, 16), load<f64>(weights + own, 16));
    loss += missed;
    const r3 = missing(sum(a3), load<f64>(y + own, 24), load<f64>(weights + own, 24));
    loss += missed;
    const s0 = f64x2.splat(r0);
    const s1 = f64x2.splat(r1);
    const s2 = f64x2.splat(r2);
    const s3 = f64x2.splat(r3);
    for (let at: usize = 0; at < bytes; at += 16) {
      const one = f64x2.add(f64x2.mul(s0, v128.load(p0 + at)), f64x2.mul(s1, v128.load(p1 + at)));
      const other = f64x2.add(f64x2.mul(s2, v128.load(p2 + at)), f64x2.mul(s3, v128.load(p3 + at)));
      v128.store(gradient + at, f64x2.add(v128.load(gradient + at), f64x2.add(one, other)));
    }
  }
  return loss;
}

let missed: f64 = 0;

/** w (p − y) of a row, and its loss besides. */
function missing(score: f64, y: f64, weight: f64): f64 {
  const small = Math.exp(-Math.abs(score));
  const share = (score >= 0 ? 1 : small) / (1 + small);
  missed = weight * (Math.max(score, 0) - y * score + Math.log1p(small));
  return weight * (share - y);
}
