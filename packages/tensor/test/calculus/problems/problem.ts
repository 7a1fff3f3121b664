/** A problem of nonlinear optimization as text, so that this and another language can read the same. */
export interface Problem {
  readonly name: string;
  /** To be minimized: x1 … xn, + − * / ^, exp log sqrt sin cos atan, pi. */
  readonly objective: string;
  /** Each is to be 0. */
  readonly equalities?: readonly string[];
  /** Each is to be at least 0, as Hock and Schittkowski write them. */
  readonly inequalities?: readonly string[];
  readonly low?: readonly number[];
  readonly high?: readonly number[];
  readonly start: readonly number[];
  /** The lowest value that is known. */
  readonly lowest: number;
}

/** Terms of a sum (or product) for i = from … to. */
export const over = (from: number, to: number, term: (i: number) => string, between = "+"): string =>
  Array.from({ length: to - from + 1 }, (_, i) => `(${term(from + i)})`).join(between);
