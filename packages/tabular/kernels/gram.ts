/**
 * Sums over columns and products of columns with each other. Columns lie one after the other, `stride` bytes apart, an even
 * number of rows in `bytes`. The twins, and what lies where, are in `src/kernels/gram.ts`.
 */

/** Adds Σ w (x − first) of each column to `sums`, of pairs of rows by turns; `weights` of 0 are none. */
export function sum(
  x: usize,
  stride: usize,
  bytes: usize,
  columns: usize,
  first: usize,
  weights: usize,
  sums: usize,
): void {
  for (let c: usize = 0; c < columns; c++) {
    const column = x + c * stride;
    const own = v128.load64_splat(first + (c << 3));
    let one = f64x2.splat(0);
    let other = f64x2.splat(0);
    for (let at: usize = 0; at < bytes; at += 32) {
      let a = f64x2.sub(v128.load(column + at), own);
      if (weights) a = f64x2.mul(a, v128.load(weights + at));
      one = f64x2.add(one, a);
      if (at + 16 >= bytes) break;
      let b = f64x2.sub(v128.load(column + at, 16), own);
      if (weights) b = f64x2.mul(b, v128.load(weights + at, 16));
      other = f64x2.add(other, b);
    }
    add(sums + (c << 3), f64x2.add(one, other));
  }
}

/** Takes a number from each column, and multiplies each row by its own; `factors` of 0 are none. */
export function shift(x: usize, stride: usize, bytes: usize, columns: usize, by: usize, factors: usize): void {
  for (let c: usize = 0; c < columns; c++) {
    const column = x + c * stride;
    const own = v128.load64_splat(by + (c << 3));
    for (let at: usize = 0; at < bytes; at += 16) {
      let pair = f64x2.sub(v128.load(column + at), own);
      if (factors) pair = f64x2.mul(pair, v128.load(factors + at));
      v128.store(column + at, pair);
    }
  }
}

function add(to: usize, two: v128): void {
  store<f64>(to, load<f64>(to) + (f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1)));
}

/** Adds XᵀX to `sums`, of a multiple of 4 columns. Of what lies below the diagonal only the blocks on it are filled. */
export function gram(x: usize, stride: usize, bytes: usize, columns: usize, sums: usize): void {
  const row = columns << 3;
  for (let i: usize = 0; i < columns; i += 4) {
    for (let j: usize = i; j < columns; j += 2) {
      let a = x + i * stride;
      let b = a + stride;
      let c = b + stride;
      let d = c + stride;
      let p = x + j * stride;
      let q = p + stride;
      let ap = f64x2.splat(0);
      let bp = f64x2.splat(0);
      let cp = f64x2.splat(0);
      let dp = f64x2.splat(0);
      let aq = f64x2.splat(0);
      let bq = f64x2.splat(0);
      let cq = f64x2.splat(0);
      let dq = f64x2.splat(0);
      const end = a + bytes;
      while (a < end) {
        const ofP = v128.load(p);
        const ofQ = v128.load(q);
        const ofA = v128.load(a);
        ap = f64x2.add(ap, f64x2.mul(ofA, ofP));
        aq = f64x2.add(aq, f64x2.mul(ofA, ofQ));
        const ofB = v128.load(b);
        bp = f64x2.add(bp, f64x2.mul(ofB, ofP));
        bq = f64x2.add(bq, f64x2.mul(ofB, ofQ));
        const ofC = v128.load(c);
        cp = f64x2.add(cp, f64x2.mul(ofC, ofP));
        cq = f64x2.add(cq, f64x2.mul(ofC, ofQ));
        const ofD = v128.load(d);
        dp = f64x2.add(dp, f64x2.mul(ofD, ofP));
        dq = f64x2.add(dq, f64x2.mul(ofD, ofQ));
        a += 16;
        b += 16;
        c += 16;
        d += 16;
        p += 16;
        q += 16;
      }
      const to = sums + i * row + (j << 3);
      add(to, ap);
      add(to + 8, aq);
      add(to + row, bp);
      add(to + row + 8, bq);
      add(to + 2 * row, cp);
      add(to + 2 * row + 8, cq);
      add(to + 3 * row, dp);
      add(to + 3 * row + 8, dq);
    }
  }
}
