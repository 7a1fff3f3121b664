/** Sums of columns, each times a factor. The twin is `projectInPlain` in `src/kernels/project.ts`, which says what lies where. */

/** So many columns at a time: what is read of them for four rows stays in the processor's nearest cache. */
const block: usize = 256;

/** Takes a number from each column. */
function shift(x: usize, bytes: usize, columns: usize, by: usize): void {
  for (let c: usize = 0; c < columns; c++) {
    const less = v128.load64_splat(by + (c << 3));
    const end = x + bytes;
    for (; x < end; x += 16) v128.store(x, f64x2.sub(v128.load(x), less));
  }
}

/**
 * Takes a number from each column, then adds to four columns at a time the products of `columns` of `bytes` each, a multiple of 4 rows, with their factors: those of
 * the first column for the four, then those of the second, and so on, one set of four after the other.
 */
export function project(
  x: usize,
  bytes: usize,
  columns: usize,
  by: usize,
  factors: usize,
  fours: usize,
  out: usize,
): void {
  shift(x, bytes, columns, by);
  for (let first: usize = 0; first < columns; first += block) {
    const count = min(block, columns - first);
    const from = x + first * bytes;
    const end = from + count * bytes;
    for (let four: usize = 0; four < fours; four++) {
      const own = factors + ((four * columns + first) << 5);
      const to = out + 4 * four * bytes;
      for (let at: usize = 0; at < bytes; at += 32) {
        const a = to + at;
        const b = a + bytes;
        const c = b + bytes;
        const d = c + bytes;
        let a0 = v128.load(a);
        let a1 = v128.load(a, 16);
        let b0 = v128.load(b);
        let b1 = v128.load(b, 16);
        let c0 = v128.load(c);
        let c1 = v128.load(c, 16);
        let d0 = v128.load(d);
        let d1 = v128.load(d, 16);
        let factor = own;
        for (let p = from + at; p < end; p += bytes) {
          const x0 = v128.load(p);
          const x1 = v128.load(p, 16);
          const ofA = v128.load64_splat(factor);
          a0 = f64x2.add(a0, f64x2.mul(x0, ofA));
          a1 = f64x2.add(a1, f64x2.mul(x1, ofA));
          const ofB = v128.load64_splat(factor, 8);
          b0 = f64x2.add(b0, f64x2.mul(x0, ofB));
          b1 = f64x2.add(b1, f64x2.mul(x1, ofB));
          const ofC = v128.load64_splat(factor, 16);
          c0 = f64x2.add(c0, f64x2.mul(x0, ofC));
          c1 = f64x2.add(c1, f64x2.mul(x1, ofC));
          const ofD = v128.load64_splat(factor, 24);
          d0 = f64x2.add(d0, f64x2.mul(x0, ofD));
          d1 = f64x2.add(d1, f64x2.mul(x1, ofD));
          factor += 32;
        }
        v128.store(a, a0);
        v128.store(a, a1, 16);
        v128.store(b, b0);
        v128.store(b, b1, 16);
        v128.store(c, c0);
        v128.store(c, c1, 16);
        v128.store(d, d0);
        v128.store(d, d1, 16);
      }
    }
  }
}
