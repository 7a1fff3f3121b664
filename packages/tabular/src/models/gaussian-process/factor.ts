import type { FitContext } from "../../contract/context.ts";

type Pause = FitContext["pause"];

/** Σ a b over a length, in four sums: a machine adds them beside each other. */
const product = (a: Float64Array, i: number, b: Float64Array, j: number, length: number): number => {
  let [s, t, u, v] = [0, 0, 0, 0];
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

/** L of A = L Lᵀ, from the lower triangle of A; undefined where A is not positive definite. */
export const factor = async (a: Float64Array, n: number, pause: Pause): Promise<Float64Array | undefined> => {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    await pause();
    for (let j = 0; j < i; j++) l[i * n + j] = (a[i * n + j]! - product(l, i * n, l, j * n, j)) / l[j * n + j]!;
    const pivot = a[i * n + i]! - product(l, i * n, l, i * n, i);
    if (!(pivot > 0)) return undefined;
    l[i * n + i] = Math.sqrt(pivot);
  }
  return l;
};

/** L⁻¹, lower triangular too. */
export const inverseOf = async (l: Float64Array, n: number, pause: Pause): Promise<Float64Array> => {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    await pause();
    for (let k = 0; k < i; k++) {
      const factor = l[i * n + k]!;
      for (let j = 0; j <= k; j++) inverse[i * n + j]! -= factor * inverse[k * n + j]!;
    }
    const pivot = 1 / l[i * n + i]!;
    for (let j = 0; j < i; j++) inverse[i * n + j]! *= pivot;
    inverse[i * n + i] = pivot;
  }
  return inverse;
};

/** The lower triangle of MᵀM for a lower triangular M: of L⁻ᵀ L⁻¹ = A⁻¹. */
export const selfProduct = async (m: Float64Array, n: number, pause: Pause): Promise<Float64Array> => {
  const result = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    await pause();
    for (let i = 0; i <= k; i++) {
      const factor = m[k * n + i]!;
      for (let j = 0; j <= i; j++) result[i * n + j]! += factor * m[k * n + j]!;
    }
  }
  return result;
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
