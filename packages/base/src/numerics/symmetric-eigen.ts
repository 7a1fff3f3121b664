import { transpose } from "./times.ts";

/** A symmetric matrix, row by row, as V · diag(values) · Vᵀ: column k of `vectors` belongs to value k. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to a tridiagonal one, then QL with implicit
 * shifts. (Bowdler, Martin, Reinsch & Wilkinson 1968; EISPACK's tred2 and tql2)
 */
export const symmetricEigen = (matrix: Float64Array, n: number): Eigen => {
  const vectors = Float64Array.from(matrix);
  const values = new Float64Array(n);
  const off = new Float64Array(n);
  tridiagonalize(vectors, values, off, n);
  // A vector a row while they are turned: as they lie in memory.
  const turned = transpose(vectors, n, n);
  diagonalize(turned, values, off, n);
  return { values, vectors: transpose(turned, n, n) };
};

const tridiagonalize = (v: Float64Array, d: Float64Array, e: Float64Array, n: number): void => {
  for (let i = n - 1; i > 0; i--) {
    let h = 0;
    for (let k = 0; k < i; k++) h += v[i * n + k]! ** 2;
    if (i === 1 || h === 0) {
      e[i] = v[i * n + i - 1]!;
      d[i] = 0;
      continue;
    }
    const f = v[i * n + i - 1]!;
    const g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
    e[i] = g;
    h -= f * g;
    v[i * n + i - 1] = f - g;
    // A·u of a matrix of which the lower half is there: row j says what it adds to all entries up to j.
    for (let j = 0; j < i; j++) {
      const u = v[i * n + j]!;
      v[j * n + i] = u / h;
      let sum = 0;
      for (let k = 0; k < j; k++) {
        const entry = v[j * n + k]!;
        sum += entry * v[i * n + k]!;
        e[k] = e[k]! + entry * u;
      }
      e[j] = sum + v[j * n + j]! * u;
    }
    let along = 0;
    for (let j = 0; j < i; j++) {
      e[j] = e[j]! / h;
      along += e[j]! * v[i * n + j]!;
    }
    const half = along / (h + h);
    for (let j = 0; j < i; j++) {
      const u = v[i * n + j]!;
      const w = e[j]! - half * u;
      e[j] = w;
      for (let k = 0; k <= j; k++) v[j * n + k] = v[j * n + k]! - u * e[k]! - w * v[i * n + k]!;
    }
    d[i] = h;
  }
  d[0] = 0;
  e[0] = 0;
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (d[i] !== 0) {
      // Row by row, as the matrix lies in memory.
      sums.fill(0, 0, i);
      for (let k = 0; k < i; k++) {
        const u = v[i * n + k]!;
        for (let j = 0; j < i; j++) sums[j] = sums[j]! + u * v[k * n + j]!;
      }
      for (let k = 0; k < i; k++) {
        const u = v[k * n + i]!;
        for (let j = 0; j < i; j++) v[k * n + j] = v[k * n + j]! - sums[j]! * u;
      }
    }
    d[i] = v[i * n + i]!;
    v[i * n + i] = 1;
    for (let j = 0; j < i; j++) {
      v[j * n + i] = 0;
      v[i * n + j] = 0;
    }
  }
};

const sweeps = 60;

const diagonalize = (v: Float64Array, d: Float64Array, e: Float64Array, n: number): void => {
  for (let i = 1; i < n; i++) e[i - 1] = e[i]!;
  e[n - 1] = 0;
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; sweep < sweeps; sweep++) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]!) > Number.EPSILON * (Math.abs(d[m]!) + Math.abs(d[m + 1]!))) m++;
      if (m === l) break;
      let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
      let r = Math.hypot(g, 1);
      g = d[m]! - d[l]! + e[l]! / (g + (g >= 0 ? r : -r));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * e[i]!;
        const b = c * e[i]!;
        r = Math.sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] = d[i + 1]! - p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1]! - p;
        r = (d[i]! - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
        for (let at = i * n, next = at + n, end = next; at < end; at++, next++) {
          const after = v[next]!;
          const before = v[at]!;
          v[next] = s * before + c * after;
          v[at] = c * before - s * after;
        }
      }
      if (r === 0 && i >= l) continue;
      d[l] = d[l]! - p;
      e[l] = g;
      e[m] = 0;
    }
  }
};
