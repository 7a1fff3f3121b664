import type { Matrix } from "./draws.ts";

/** Transformations of BBOB (Hansen, Finck, Ros and Auger 2009, section 0.2), with the names of that report. */
export type Vector = readonly number[];

/** i / (d − 1): how far along the axes the one is. */
export const along = (x: Vector, i: number): number => i / (x.length - 1);

export const times = (matrix: Matrix, x: Vector): number[] =>
  matrix.map((row) => row.reduce((sum, value, j) => sum + value * x[j]!, 0));

/** T_osz: bumps on every scale, and where the optimum is, none. */
export const oscillate = (x: number): number => {
  if (x === 0) return 0;
  const log = 10 * Math.log(Math.abs(x));
  const [a, b] = x > 0 ? [1, 0.79] : [0.55, 0.31];
  return Math.sign(x) * Math.exp(0.1 * (log + 0.49 * (Math.sin(a * log) + Math.sin(b * log))));
};

/** T_asy: one side is steeper than the other. */
export const asymmetric = (beta: number, x: Vector): number[] =>
  x.map((value, i) => (value > 0 ? value ** (1 + beta * along(x, i) * Math.sqrt(value)) : value));

/** Λ^α: axes of different length; the last is √α times the first. */
export const conditioned = (alpha: number, x: Vector): number[] =>
  x.map((value, i) => alpha ** (0.5 * along(x, i)) * value);

/** f_pen: how far outside of the box a point is, squared. */
export const outside = (x: Vector, limit = 5): number =>
  x.reduce((sum, value) => sum + Math.max(0, Math.abs(value) - limit) ** 2, 0);

export const sum = (x: Vector, term: (value: number, i: number) => number): number =>
  x.reduce((total, value, i) => total + term(value, i), 0);
