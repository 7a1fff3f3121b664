/** Row i starts at i·n; only the lower triangle is read or written. Matrices are flat, by rows. */
export type Matrix = Float64Array;

/**
 * A = L Lᵀ, in place; false when A is not positive definite. By rows, so that the first n rows of a larger matrix give
 * the first n rows of its factor, bit for bit.
 */
export const cholesky = (a: Matrix, n: number): boolean => {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j < i; j++) {
      const other = j * n;
      let sum = a[row + j]!;
      for (let k = 0; k < j; k++) sum -= a[row + k]! * a[other + k]!;
      a[row + j] = sum / a[other + j]!;
    }
    let pivot = a[row + i]!;
    for (let k = 0; k < i; k++) pivot -= a[row + k]! * a[row + k]!;
    if (!(pivot > 0)) return false;
    a[row + i] = Math.sqrt(pivot);
  }
  return true;
};

/** L⁻¹, lower triangular too. */
export const invertLower = (l: Matrix, n: number): Matrix => {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    // Row i of L⁻¹ is (eᵢ − Σ_{k<i} L_ik · row k of L⁻¹) / L_ii: long rows, read in the order they lie.
    for (let k = 0; k < i; k++) {
      const factor = l[row + k]!;
      if (factor === 0) continue;
      const other = k * n;
      for (let j = 0; j <= k; j++) inverse[row + j]! -= factor * inverse[other + j]!;
    }
    const pivot = 1 / l[row + i]!;
    for (let j = 0; j < i; j++) inverse[row + j]! *= pivot;
    inverse[row + i] = pivot;
  }
  return inverse;
};

/** A⁻¹ = L⁻ᵀ L⁻¹, its lower triangle, from L⁻¹. */
export const inverseFrom = (inverseFactor: Matrix, n: number): Matrix => {
  const inverse = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const row = k * n;
    for (let i = 0; i <= k; i++) {
      const factor = inverseFactor[row + i]!;
      const into = i * n;
      for (let j = 0; j <= i; j++) inverse[into + j]! += factor * inverseFactor[row + j]!;
    }
  }
  return inverse;
};

/** L⁻¹ b, from L⁻¹. */
export const timesLower = (lower: Matrix, n: number, b: Float64Array, into: Float64Array): Float64Array => {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += lower[row + j]! * b[j]!;
    into[i] = sum;
  }
  return into;
};

/** L⁻ᵀ b, from L⁻¹. */
export const timesUpper = (lower: Matrix, n: number, b: Float64Array, into: Float64Array): Float64Array => {
  into.fill(0);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const factor = b[i]!;
    for (let j = 0; j <= i; j++) into[j]! += lower[row + j]! * factor;
  }
  return into;
};

/** L⁻¹ b, from L. */
export const solveLower = (l: Matrix, n: number, b: Float64Array): Float64Array => {
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= l[row + k]! * x[k]!;
    x[i] = sum / l[row + i]!;
  }
  return x;
};

/** L⁻ᵀ b, from L. */
export const solveUpper = (l: Matrix, n: number, b: Float64Array): Float64Array => {
  const x = Float64Array.from(b);
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    const own = x[i]! / l[row + i]!;
    x[i] = own;
    for (let k = 0; k < i; k++) x[k]! -= l[row + k]! * own;
  }
  return x;
};

/** x with L Lᵀ x = b, from L. */
export const solveFactored = (l: Matrix, n: number, b: Float64Array): Float64Array =>
  solveUpper(l, n, solveLower(l, n, b));
