import type { FitContext } from "../../contract/context.ts";

type Pause = FitContext["pause"];

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

/** L of A = L Lᵀ, from the lower triangle of A; undefined where A is not positive definite. */
export const factor = async (a: Float64Array, n: number, pause: Pause): Promise<Float64Array | undefined> => {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    await pause();
    const row = l.subarray(i * n, i * n + i);
    for (let j = 0; j < i; j++) row[j] = (a[i * n + j]! - product(row, 0, l, j * n, j)) / l[j * n + j]!;
    const pivot = a[i * n + i]! - product(row, 0, row, 0, i);
    if (!(pivot > 0)) return undefined;
    l[i * n + i] = Math.sqrt(pivot);
  }
  return l;
};

/** Rows that are added at once: what they are added to is read and written a quarter as often. */
const together = 4;

/** Adds f · rows k, k + 1, … of a lower triangular M to a row, up to its column `end`; what is above the diagonal is 0. */
const addRows = (
  m: Float64Array,
  n: number,
  k: number,
  factors: Float64Array,
  into: Float64Array,
  at: number,
  end: number,
): void => {
  const [f, g, h, e] = factors as unknown as readonly [number, number, number, number];
  if (k + together > n) {
    for (let r = 0; k + r < n; r++) for (let j = 0; j <= end; j++) into[at + j]! += factors[r]! * m[(k + r) * n + j]!;
    return;
  }
  const [b, c, d] = [(k + 1) * n, (k + 2) * n, (k + 3) * n];
  for (let j = 0; j <= end; j++) into[at + j]! += f * m[k * n + j]! + g * m[b + j]! + (h * m[c + j]! + e * m[d + j]!);
};

/** L⁻¹, lower triangular too. */
export const inverseOf = async (l: Float64Array, n: number, pause: Pause): Promise<Float64Array> => {
  const inverse = new Float64Array(n * n);
  const factors = new Float64Array(together);
  for (let i = 0; i < n; i++) {
    await pause();
    // Row i of L⁻¹ is (eᵢ − Σ_{k<i} L_ik · row k of L⁻¹) / L_ii.
    for (let k = 0; k < i; k += together) {
      for (let r = 0; r < together; r++) factors[r] = k + r < i ? -l[i * n + k + r]! : 0;
      addRows(inverse, n, k, factors, inverse, i * n, Math.min(k + together, i) - 1);
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
  const factors = new Float64Array(together);
  for (let k = 0; k < n; k += together) {
    await pause();
    for (let i = 0; i < Math.min(k + together, n); i++) {
      for (let r = 0; r < together; r++) factors[r] = k + r < n ? m[(k + r) * n + i]! : 0;
      addRows(m, n, k, factors, result, i * n, i);
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
