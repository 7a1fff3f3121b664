import { exp2 } from "./exponentials";
import { startOf } from "./rows";

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
