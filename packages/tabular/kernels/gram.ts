/** Products of columns with each other. The twin is `gramInPlain` in `src/kernels/gram.ts`, which says what lies where. */

/** So many bytes of a column at a time: those of all columns stay near the processor. */
const stretch: usize = 2048;

function add(to: usize, two: v128): void {
  store<f64>(to, load<f64>(to) + (f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1)));
}

/**
 * Adds XᵀX to `sums`, of columns of `bytes` each that lie one after the other: a multiple of 4 of them, of an even number of
 * rows. Of what lies below the diagonal only the blocks on it are filled.
 */
export function gram(x: usize, bytes: usize, columns: usize, sums: usize): void {
  const row = columns << 3;
  for (let start: usize = 0; start < bytes; start += stretch) {
    const end = min(start + stretch, bytes);
    for (let i: usize = 0; i < columns; i += 4) {
      const a = x + i * bytes;
      const b = a + bytes;
      const c = b + bytes;
      const d = c + bytes;
      for (let j: usize = i; j < columns; j += 2) {
        const p = x + j * bytes;
        const q = p + bytes;
        let ap = f64x2.splat(0);
        let bp = f64x2.splat(0);
        let cp = f64x2.splat(0);
        let dp = f64x2.splat(0);
        let aq = f64x2.splat(0);
        let bq = f64x2.splat(0);
        let cq = f64x2.splat(0);
        let dq = f64x2.splat(0);
        for (let at = start; at < end; at += 16) {
          const ofP = v128.load(p + at);
          const ofQ = v128.load(q + at);
          const ofA = v128.load(a + at);
          ap = f64x2.add(ap, f64x2.mul(ofA, ofP));
          aq = f64x2.add(aq, f64x2.mul(ofA, ofQ));
          const ofB = v128.load(b + at);
          bp = f64x2.add(bp, f64x2.mul(ofB, ofP));
          bq = f64x2.add(bq, f64x2.mul(ofB, ofQ));
          const ofC = v128.load(c + at);
          cp = f64x2.add(cp, f64x2.mul(ofC, ofP));
          cq = f64x2.add(cq, f64x2.mul(ofC, ofQ));
          const ofD = v128.load(d + at);
          dp = f64x2.add(dp, f64x2.mul(ofD, ofP));
          dq = f64x2.add(dq, f64x2.mul(ofD, ofQ));
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
}
