import { dot } from "./dot.ts";
import { gram } from "./gram.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";
import { multiply, transpose } from "./times.ts";
import { triangularFactor } from "./triangular-factor.ts";

/** min(rows, columns) singular values, the largest first, and the right singular vectors, one a row. */
export interface Singular {
  readonly values: Float64Array;
  readonly right: Float64Array;
}

/**
 * The singular values of a matrix that lies row by row, and its right singular vectors; a left one is X·v / σ. Small ones
 * are as exact as large ones: the eigenvectors of RᵀR only come near, Jacobi's rotations of R's columns then make them
 * orthogonal. (Drmač & Veselić 2008)
 */
export const singularValues = (x: Float64Array, rows: number, columns: number): Singular => {
  const scale = scaleOf(x);
  const { values, right } = ofScaled(scale === 1 ? x : x.map((each) => each / scale), rows, columns);
  return { values: values.map((value) => value * scale), right };
};

/** The power of 2 at the largest entry, so that squares neither overflow nor vanish; 1 for a matrix of zeros. */
const scaleOf = (x: Float64Array): number => {
  const most = x.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  return most > 0 ? 2 ** Math.floor(Math.log2(most)) : 1;
};

const ofScaled = (x: Float64Array, rows: number, columns: number): Singular => {
  if (rows >= columns) return squareSingular(triangularFactor(x, rows, columns), columns);
  const turned = transpose(x, rows, columns);
  const { values, right: left } = squareSingular(triangularFactor(turned, columns, rows), rows);
  return { values, right: orthonormal(multiply(left, x, rows, rows, columns), values, rows, columns) };
};

/** Of a square matrix R, and R·v for each right vector v: orthogonal to the last digit also where σ is small. */
export const squareSingular = (r: Float64Array, n: number): Singular & { readonly images: Float64Array } => {
  const { vectors } = symmetricEigen(gram(r, n, n), n);
  const images = transpose(multiply(r, vectors, n, n, n), n, n);
  const right = transpose(vectors, n, n);
  rotate(images, right, n);
  const norms = Float64Array.from({ length: n }, (_, k) => norm(images.subarray(k * n, k * n + n)));
  const order = [...norms.keys()].sort((a, b) => norms[b]! - norms[a]!);
  const inOrder = (vectors: Float64Array): Float64Array => {
    const sorted = new Float64Array(n * n);
    for (const [to, from] of order.entries()) sorted.set(vectors.subarray(from * n, from * n + n), to * n);
    return sorted;
  };
  return { values: Float64Array.from(order, (k) => norms[k]!), right: inOrder(right), images: inOrder(images) };
};

const norm = (x: Float64Array): number => Math.sqrt(dot(x, x));

const sweeps = 30;

/** Turns pairs of rows until all are orthogonal to each other, and those of `also` with them. (Hestenes 1958) */
const rotate = (rows: Float64Array, also: Float64Array, n: number): void => {
  const negligible = Number.EPSILON ** 2 * n;
  const enough = 4 * Number.EPSILON * Math.sqrt(n);
  for (let sweep = 0, turned = true; turned && sweep < sweeps; sweep++) {
    turned = false;
    for (let i = 0; i < n; i++)
      for (let j = i + 1; j < n; j++) {
        let [a, b, c] = [0, 0, 0];
        for (let k = 0, p = i * n, q = j * n; k < n; k++, p++, q++) {
          a += rows[p]! * rows[p]!;
          b += rows[q]! * rows[q]!;
          c += rows[p]! * rows[q]!;
        }
        if (Math.min(a, b) <= negligible || Math.abs(c) <= enough * Math.sqrt(a * b)) continue;
        turned = true;
        const zeta = (b - a) / (2 * c);
        const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const cos = 1 / Math.hypot(1, t);
        turn(rows, i * n, j * n, n, cos, cos * t);
        turn(also, i * n, j * n, n, cos, cos * t);
      }
  }
};

const turn = (m: Float64Array, p: number, q: number, n: number, cos: number, sin: number): void => {
  for (let k = 0; k < n; k++) {
    const a = m[p + k]!;
    const b = m[q + k]!;
    m[p + k] = cos * a - sin * b;
    m[q + k] = sin * a + cos * b;
  }
};

/** Rows divided by their length; those that have none become any that are orthogonal to the others. */
const orthonormal = (images: Float64Array, values: Float64Array, rows: number, columns: number): Float64Array => {
  const none = Number.EPSILON * columns * values[0]!;
  let next = 0;
  for (let row = 0; row < rows; row++) {
    const own = images.subarray(row * columns, row * columns + columns);
    let length = values[row]! > none ? norm(own) : 0;
    while (length === 0) {
      own.fill(0);
      own[next++] = 1;
      for (let twice = 0; twice < 2; twice++) without(own, images, row, columns);
      length = norm(own) > 1e-4 ? norm(own) : 0;
    }
    for (let k = 0; k < columns; k++) own[k] = own[k]! / length;
  }
  return images;
};

/** Takes away what a vector has of the rows before. */
const without = (own: Float64Array, images: Float64Array, row: number, columns: number): void => {
  for (let before = 0; before < row; before++) {
    let along = 0;
    for (let k = 0; k < columns; k++) along += own[k]! * images[before * columns + k]!;
    for (let k = 0; k < columns; k++) own[k] = own[k]! - along * images[before * columns + k]!;
  }
};
