/** e^x of two numbers: 2^k times a series for the rest, which is at most ln 2 / 2. (Cody & Waite 1980) */
export function exp2(x: v128): v128 {
  const clamped = f64x2.max(f64x2.min(x, f64x2.splat(708)), f64x2.splat(-708));
  const k = f64x2.nearest(f64x2.mul(clamped, f64x2.splat(Math.LOG2E)));
  const r = f64x2.sub(
    f64x2.sub(clamped, f64x2.mul(k, f64x2.splat(0.6931471803691238))),
    f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)),
  );
  let p = f64x2.splat(1 / 479001600.0);
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 39916800.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 3628800.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 362880.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 40320.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 5040.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 720.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 120.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 24.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 6.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.5));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1));
  // k + 1.5 · 2⁵² has k in its last bits: 1023 more and 52 to the left, they are the number 2^k.
  const bits = i64x2.add(f64x2.add(k, f64x2.splat(6755399441055744)), i64x2.splat(1023));
  return f64x2.mul(p, i64x2.shl(bits, 52));
}
