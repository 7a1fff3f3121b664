import { cholesky, multiply, symmetricEigen, transpose } from "@kaviar/base/numerics";
import { orthonormal } from "./orthonormal.ts";
import { largest, type Vector } from "./vector.ts";

/** Eigenvalues below this share of the largest entry are taken for 0. */
const negligible = 1e-12;
/** What is put in their place. */
const floor = 1e-8;

/**
 * A positive definite matrix that says the same as H of steps along which the active constraints keep their values: of
 * curvatures within their null space Z only the negative are changed, to their absolute values, and τ · Y Yᵀ is added
 * across it, where the step is given by the constraints anyway. So Newton's step stays Newton's wherever the reduced
 * Hessian Zᵀ H Z is positive definite. (Gould 1985; Nocedal & Wright 2006, 16.2 and 18.3)
 */
export const convexified = (hessian: Float64Array, n: number, active: readonly Vector[]): Float64Array => {
  const scale = Math.max(1e-300, largest(hessian));
  if (isDefinite(hessian, n, negligible * scale)) return hessian;
  const across = orthonormal(active).basis;
  const units = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
  const along = orthonormal(units, across).basis.slice(0, n - across.length);
  const [y, z] = [rows(across, n), rows(along, n)];
  const [r, free] = [across.length, along.length];
  const convex = Float64Array.from(hessian);

  const reduced = congruent(z, free, hessian, z, free, n);
  const { values, vectors } = symmetricEigen(reduced, free);
  const raised = values.map((each) => (each > negligible * scale ? each : Math.max(Math.abs(each), floor * scale)));
  // H + Zᵀ V (raised − values) Vᵀ Z
  const directions = multiply(transpose(vectors, free, free), z, free, free, n);
  raised.forEach((each, k) => {
    if (each !== values[k]) addSquare(convex, each - values[k]!, directions.subarray(k * n, (k + 1) * n));
  });
  if (r === 0) return convex;

  // The Schur complement across the constraints says how much τ has to be.
  const mixed = congruent(directions, free, hessian, y, r, n);
  const complement = congruent(y, r, hessian, y, r, n);
  for (let i = 0; i < r; i++)
    for (let j = 0; j < r; j++)
      for (let k = 0; k < free; k++) complement[i * r + j]! -= (mixed[k * r + i]! * mixed[k * r + j]!) / raised[k]!;
  const lowest = symmetricEigen(complement, r).values.reduce((a, b) => Math.min(a, b), Infinity);
  const shift = 1e-3 * scale - lowest;
  if (shift > 0) for (const each of across) addSquare(convex, shift, each);
  return convex;
};

const isDefinite = (matrix: Float64Array, n: number, margin: number): boolean => {
  const shifted = Float64Array.from(matrix);
  for (let i = 0; i < n; i++) shifted[i * n + i]! -= margin;
  return cholesky(shifted, n);
};

/** a + s · v vᵀ, in place. */
const addSquare = (a: Float64Array, s: number, v: Vector): void => {
  const n = v.length;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) a[i * n + j]! += s * v[i]! * v[j]!;
};

const rows = (vectors: readonly Vector[], n: number): Float64Array => {
  const matrix = new Float64Array(vectors.length * n);
  vectors.forEach((each, i) => matrix.set(each, i * n));
  return matrix;
};

/** L H Rᵀ */
const congruent = (l: Float64Array, p: number, h: Float64Array, r: Float64Array, q: number, n: number): Float64Array =>
  multiply(multiply(l, h, p, n, n), transpose(r, q, n), p, n, q);
