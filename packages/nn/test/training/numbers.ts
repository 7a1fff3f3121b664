import { data } from "@kaviar/tensor";
import type { TrainedModel } from "../../src/model/trained-model.ts";
import { listParameters, type Parameters } from "../../src/parameters/parameters.ts";

/** Parameters and state of a model by path, as plain numbers: to be compared to the bit. */
export const numbersOf = async ({ params, state }: TrainedModel): Promise<Record<string, number[]>> => {
  const places = [...listParameters(params), ...listParameters(state as Parameters)];
  const found = (await data<object[]>(places.map(({ tensor }) => tensor))) as unknown as Float32Array[];
  return Object.fromEntries(places.map(({ path }, i) => [path, Array.from(found[i]!)]));
};

/** Rows of numbers in (−1, 1), the same each time. */
export const waves = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, k) => Math.sin(1.7 * i * (k + 1) + k)));
