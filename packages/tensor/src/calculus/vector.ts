import { dot } from "@kaviar/base/numerics";

/** The few operations on plain vectors that a search does between two runs of the graph. */
export type Vector = Float64Array;

export { dot };

/** max |aᵢ|; NaN when there is one. */
export const largest = (a: Vector): number => {
  let most = 0;
  for (const each of a) if (!(Math.abs(each) <= most)) most = Math.abs(each);
  return most;
};

/** a + s·b */
export const plus = (a: Vector, s: number, b: Vector): Vector => a.map((each, i) => each + s * b[i]!);

export const scaled = (a: Vector, s: number): Vector => a.map((each) => each * s);

export const length = (a: Vector): number => Math.sqrt(dot(a, a));
