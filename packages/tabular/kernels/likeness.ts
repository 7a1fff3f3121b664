/**
 * Support vectors: products of one row with all rows, and what a Gaussian makes of them. Rows are padded to an even
 * width. Each function has its twin in `src/kernels/likeness.ts`.
 */

/** The product of the row at `own` with each row, as doubles. */
export function products(x: usize, rows: i32, width: i32, own: usize, out: usize): void {
  const bytes = (<usize>width) << 3;
  const end = own + bytes;
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    let a0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let a2 = f64x2.splat(0);
    let a3 = f64x2.splat(0);
    let p0 = x + <usize>row * bytes;
    let p1 = p0 + bytes;
    let p2 = p1 + bytes;
    let p3 = p2 + bytes;
    for (let at = own; at < end; at += 16) {
      const v = v128.load(at);
      a0 = f64x2.add(a0, f64x2.mul(v, v128.load(p0)));
      a1 = f64x2.add(a1, f64x2.mul(v, v128.load(p1)));
      a2 = f64x2.add(a2, f64x2.mul(v, v128.load(p2)));
      a3 = f64x2.add(a3, f64x2.mul(v, v128.load(p3)));
      p0 += 16;
      p1 += 16;
      p2 += 16;
      p3 += 16;
    }
    const into = out + ((<usize>row) << 3);
    store<f64>(into, f64x2.extract_lane(a0, 0) + f64x2.extract_lane(a0, 1));
    store<f64>(into, f64x2.extract_lane(a1, 0) + f64x2.extract_lane(a1, 1), 8);
    store<f64>(into, f64x2.extract_lane(a2, 0) + f64x2.extract_lane(a2, 1), 16);
    store<f64>(into, f64x2.extract_lane(a3, 0) + f64x2.extract_lane(a3, 1), 24);
  }
  for (; row < rows; row++) {
    let a = f64x2.splat(0);
    let p = x + <usize>row * bytes;
    for (let at = own; at < end; at += 16) {
      a = f64x2.add(a, f64x2.mul(v128.load(at), v128.load(p)));
      p += 16;
    }
    store<f64>(out + ((<usize>row) << 3), f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1));
  }
}

/** exp x for two x ≤ 0: 2ᵏ eʳ with |r| ≤ ln 2 / 2, and eʳ by its series up to r¹³. */
export function exponentials(x: v128): v128 {
  const bounded = f64x2.pmax(x, f64x2.splat(-708));
  const k = f64x2.nearest(f64x2.mul(bounded, f64x2.splat(Math.LOG2E)));
  let r = f64x2.sub(bounded, f64x2.mul(k, f64x2.splat(0.6931471803691238)));
  r = f64x2.sub(r, f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)));
  // Terms in pairs, and pairs of pairs: none waits for all before it. (Estrin 1960)
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const p0 = f64x2.add(f64x2.splat(1), f64x2.mul(f64x2.splat(1), r));
  const p1 = f64x2.add(f64x2.splat(0.5), f64x2.mul(f64x2.splat(0.16666666666666666), r));
  const p2 = f64x2.add(f64x2.splat(4.1666666666666664e-2), f64x2.mul(f64x2.splat(8.333333333333333e-3), r));
  const p3 = f64x2.add(f64x2.splat(1.3888888888888889e-3), f64x2.mul(f64x2.splat(1.984126984126984e-4), r));
  const p4 = f64x2.add(f64x2.splat(2.48015873015873e-5), f64x2.mul(f64x2.splat(2.7557319223985893e-6), r));
  const p5 = f64x2.add(f64x2.splat(2.755731922398589e-7), f64x2.mul(f64x2.splat(2.505210838544172e-8), r));
  const p6 = f64x2.add(f64x2.splat(2.08767569878681e-9), f64x2.mul(f64x2.splat(1.6059043836821613e-10), r));
  const q0 = f64x2.add(p0, f64x2.mul(p1, r2));
  const q1 = f64x2.add(p2, f64x2.mul(p3, r2));
  const q2 = f64x2.add(p4, f64x2.mul(p5, r2));
  const q3 = f64x2.add(q2, f64x2.mul(p6, r4));
  const p = f64x2.add(q0, f64x2.mul(r4, f64x2.add(q1, f64x2.mul(q3, r4))));
  // k as an integer by the lowest bits of k + 1.5 · 2⁵², moved to where a double has its exponent.
  const shifted = f64x2.add(k, f64x2.splat(6755399441055744));
  const scale = i64x2.add(i64x2.shl(shifted, 52), i64x2.splat(0x3ff0000000000000));
  return f64x2.mul(p, scale);
}

/** exp(−γ ‖x − z‖²) in single precision, by the products of one row with each row and the squares of them. */
export function gaussian(products: usize, squares: usize, rows: i32, own: f64, gamma: f64, out: usize): void {
  const square = f64x2.splat(own);
  const factor = f64x2.splat(-gamma);
  const zero = f64x2.splat(0);
  // Both have room for one more.
  for (let row = 0; row < rows; row += 2) {
    const at = (<usize>row) << 3;
    const product = v128.load(products + at);
    const sum = f64x2.add(square, v128.load(squares + at));
    const distance = f64x2.max(f64x2.sub(sum, f64x2.add(product, product)), zero);
    const pair = f32x4.demote_f64x2_zero(exponentials(f64x2.mul(distance, factor)));
    v128.store64_lane(out + (at >> 1), pair, 0);
  }
}
