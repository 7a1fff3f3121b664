/**
 * Cholesky's factor of a symmetric matrix, its inverse and that of the matrix. Everything is made of scalar products of rows,
 * four with two at a time. Rows and columns are multiples of 4, with ones on the diagonal behind the matrix. `src/kernels/factor.ts`
 * says what lies where, and which functions are the twins.
 */

function sumOf(two: v128): f64 {
  return f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
}

/** Products of four rows at x with two at y, over so many bytes from each: to four rows of four at `out`. */
function products(x: usize, y: usize, row: usize, bytes: usize, out: usize): void {
  let a0 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let c0 = f64x2.splat(0);
  let d0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  let c1 = f64x2.splat(0);
  let d1 = f64x2.splat(0);
  const end = x + bytes;
  const xb = row;
  const xc = 2 * row;
  const xd = 3 * row;
  for (; x < end; x += 32, y += 32) {
    const one = v128.load(y);
    const two = v128.load(y + row);
    const a = v128.load(x);
    a0 = f64x2.add(a0, f64x2.mul(a, one));
    a1 = f64x2.add(a1, f64x2.mul(a, two));
    const b = v128.load(x + xb);
    b0 = f64x2.add(b0, f64x2.mul(b, one));
    b1 = f64x2.add(b1, f64x2.mul(b, two));
    const c = v128.load(x + xc);
    c0 = f64x2.add(c0, f64x2.mul(c, one));
    c1 = f64x2.add(c1, f64x2.mul(c, two));
    const d = v128.load(x + xd);
    d0 = f64x2.add(d0, f64x2.mul(d, one));
    d1 = f64x2.add(d1, f64x2.mul(d, two));
    const nextOne = v128.load(y, 16);
    const nextTwo = v128.load(y + row, 16);
    const nextA = v128.load(x, 16);
    a0 = f64x2.add(a0, f64x2.mul(nextA, nextOne));
    a1 = f64x2.add(a1, f64x2.mul(nextA, nextTwo));
    const nextB = v128.load(x + xb, 16);
    b0 = f64x2.add(b0, f64x2.mul(nextB, nextOne));
    b1 = f64x2.add(b1, f64x2.mul(nextB, nextTwo));
    const nextC = v128.load(x + xc, 16);
    c0 = f64x2.add(c0, f64x2.mul(nextC, nextOne));
    c1 = f64x2.add(c1, f64x2.mul(nextC, nextTwo));
    const nextD = v128.load(x + xd, 16);
    d0 = f64x2.add(d0, f64x2.mul(nextD, nextOne));
    d1 = f64x2.add(d1, f64x2.mul(nextD, nextTwo));
  }
  store<f64>(out, sumOf(a0));
  store<f64>(out, sumOf(a1), 8);
  store<f64>(out, sumOf(b0), 32);
  store<f64>(out, sumOf(b1), 40);
  store<f64>(out, sumOf(c0), 64);
  store<f64>(out, sumOf(c1), 72);
  store<f64>(out, sumOf(d0), 96);
  store<f64>(out, sumOf(d1), 104);
}

/** Products of four rows at x with four at y: to `out`, row by row. */
function fourProducts(x: usize, y: usize, row: usize, bytes: usize, out: usize): void {
  products(x, y, row, bytes, out);
  products(x, y + 2 * row, row, bytes, out + 16);
}

/** R of R Lᵀ = B in the place of four rows of B, from a column on up to another: what is before is 0. */
function solveRows(b: usize, l: usize, row: usize, first: usize, end: usize, sums: usize): void {
  for (let j = first; j < end; j += 4) {
    const at = first << 3;
    const to = j << 3;
    const own = l + j * row;
    fourProducts(b + at, own + at, row, to - at, sums);
    for (let r: usize = 0; r < 4; r++) {
      const its = b + r * row + to;
      const less = sums + (r << 5);
      for (let k: usize = 0; k < 4; k++) {
        const factors = own + k * row + to;
        let value = load<f64>(its + (k << 3)) - load<f64>(less + (k << 3));
        for (let i: usize = 0; i < k; i++) value -= load<f64>(its + (i << 3)) * load<f64>(factors + (i << 3));
        store<f64>(its + (k << 3), value / load<f64>(factors + (k << 3)));
      }
    }
  }
}

/** L of A = L Lᵀ in the place of the rows of A from `first` on; 0 where A is not positive. Rows before are done. */
export function factor(a: usize, row: usize, first: usize, end: usize, sums: usize): i32 {
  for (let i = first; i < end; i += 4) {
    const own = a + i * row;
    solveRows(own, a, row, 0, i, sums);
    fourProducts(own, own, row, i << 3, sums);
    for (let r: usize = 0; r < 4; r++) {
      const its = own + r * row + (i << 3);
      for (let k: usize = 0; k <= r; k++) {
        const other = own + k * row + (i << 3);
        let value = load<f64>(its + (k << 3)) - load<f64>(sums + (r << 5) + (k << 3));
        for (let j: usize = 0; j < k; j++) value -= load<f64>(its + (j << 3)) * load<f64>(other + (j << 3));
        if (k < r) store<f64>(its + (k << 3), value / load<f64>(other + (k << 3)));
        else if (value > 0) store<f64>(its + (k << 3), sqrt(value));
        else return 0;
      }
    }
  }
  return 1;
}

/** Rows of L⁻ᵀ, from `first` on. */
export function invert(l: usize, inverse: usize, row: usize, n: usize, first: usize, end: usize, sums: usize): void {
  for (let i = first; i < end; i += 4) {
    const own = inverse + i * row;
    memory.fill(own, 0, 4 * row);
    for (let r: usize = 0; r < 4; r++) store<f64>(own + r * row + ((i + r) << 3), 1);
    solveRows(own, l, row, i, n, sums);
  }
}

/** Rows of the lower triangle of U Uᵀ, of an upper triangular U, from `first` on. */
export function square(u: usize, into: usize, row: usize, n: usize, first: usize, end: usize, sums: usize): void {
  for (let i = first; i < end; i += 4) {
    const at = i << 3;
    const bytes = (n - i) << 3;
    for (let j: usize = 0; j <= i; j += 4) {
      fourProducts(u + i * row + at, u + j * row + at, row, bytes, sums);
      for (let r: usize = 0; r < 4; r++) memory.copy(into + (i + r) * row + (j << 3), sums + (r << 5), 32);
    }
  }
}
