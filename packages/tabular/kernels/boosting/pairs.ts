/** Of a job: 0 where rows have a pair each; else they have the gradient g alone, and the hessian is |g| (1 − |g|) of this. */
export let hessianFactor: f64 = 0;

/** What a job says of its hessians. */
export function takeFactor(factor: f64): void {
  hessianFactor = factor;
}

/** The gradient and the hessian of a row. */
export function pairOf(pairs: usize, row: usize): v128 {
  if (hessianFactor === 0) return f64x2.promote_low_f32x4(v128.load64_zero(pairs + (row << 3)));
  const g = <f64>load<f32>(pairs + (row << 2));
  return f64x2.replace_lane(f64x2.splat(g), 1, hessianFactor * (abs(g) * (1 - abs(g))));
}
