import { ModelError } from "../../error.ts";
import type { Scores, Values } from "./metric.ts";

/** Three kinds of array and no more, so that the loops over them stay compiled. */
export type Numbers = Float32Array | Float64Array | Int32Array;

export interface Table {
  readonly data: Numbers;
  readonly shape: readonly number[];
}

const isValues = (scores: Scores): scores is Values => "data" in scores && "shape" in scores;

const isNested = (scores: unknown): scores is readonly ArrayLike<unknown>[] =>
  Array.isArray(scores) && typeof scores[0] === "object" && scores[0] !== null;

const asNumbers = (data: ArrayLike<number>): Numbers =>
  data instanceof Float32Array || data instanceof Float64Array || data instanceof Int32Array
    ? data
    : new Float64Array(data);

/**
 * Numbers with a shape, from whatever a metric was given.
 *
 * ```ts
 * valuesOf([[1, 2], [3, 4]])                              // { data: Float64Array [1, 2, 3, 4], shape: [2, 2] }
 * ```
 * The numbers are not copied where they came as such: leave them as they are.
 */
export const valuesOf = (scores: Scores): Table => {
  if (isValues(scores)) {
    const size = scores.shape.reduce((product, n) => product * n, 1);
    if (size === scores.data.length) return { data: asNumbers(scores.data), shape: scores.shape };
    throw new ModelError(
      "shape",
      `A shape says how many numbers there are: [${scores.shape.join(", ")}] is ${size}, got ${scores.data.length}.`,
    );
  }
  if (!isNested(scores)) return { data: asNumbers(scores as ArrayLike<number>), shape: [scores.length] };
  const parts = (scores as readonly Scores[]).map(valuesOf);
  const inner = parts[0]!.shape;
  const odd = parts.findIndex(({ shape }) => shape.join() !== inner.join());
  if (odd >= 0) {
    throw new ModelError(
      "shape",
      `Rows must be of one length: row 0 is [${inner.join(", ")}], row ${odd} is [${parts[odd]!.shape.join(", ")}].`,
    );
  }
  const width = parts[0]!.data.length;
  const data = new Float64Array(parts.length * width);
  parts.forEach((part, i) => {
    data.set(part.data, i * width);
  });
  return { data, shape: [parts.length, ...inner] };
};

/** Refuses NaN (and infinities too, where they have no meaning), by the number of the row. */
export const checkNumbers = (
  metric: string,
  what: string,
  data: Numbers,
  columns: number,
  { finite = false } = {},
): void => {
  if (data instanceof Int32Array) return;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (finite ? Number.isFinite(value) : !Number.isNaN(value)) continue;
    throw new ModelError(
      "nan",
      `${metric} needs ${what} that are ${finite ? "finite numbers" : "numbers"}: got ${value} at row ${Math.floor(i / columns)}.`,
      { remedy: "Find out which operation made it: configure({ debugNaN: true })." },
    );
  }
};
