/** Σ a b over a length, in four sums: a machine adds them beside each other. */
const product = (a: Float64Array, i: number, b: Float64Array, j: number, length: number): number => {
  let s = 0;
  let t = 0;
  let u = 0;
  let v = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s += a[i + k]! * b[j + k]!;
    t += a[i + k + 1]! * b[j + k + 1]!;
    u += a[i + k + 2]! * b[j + k + 2]!;
    v += a[i + k + 3]! * b[j + k + 3]!;
  }
  for (; k < length; k++) s += a[i + k]! * b[j + k]!;
  return s + t + (u + v);
};

/** x of L x = b. */
export const solveLower = (l: Float64Array, n: number, b: Float64Array): Float64Array => {
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) x[i] = (b[i]! - product(l, i * n, x, 0, i)) / l[i * n + i]!;
  return x;
};

/** x of Lᵀ x = b. */
export const solveUpper = (l: Float64Array, n: number, b: Float64Array): Float64Array => {
  const x = Float64Array.from(b);
  for (let i = n - 1; i >= 0; i--) {
    x[i]! /= l[i * n + i]!;
    for (let j = 0; j < i; j++) x[j]! -= l[i * n + j]! * x[i]!;
  }
  return x;
};

/** Half the logarithm of |A|. */
export const halfLogDeterminant = (l: Float64Array, n: number): number => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(l[i * n + i]!);
  return sum;
};

/** A b for a symmetric A that is whole. */
export const times = (a: Float64Array, n: number, b: Float64Array): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => product(a, i * n, b, 0, n));
