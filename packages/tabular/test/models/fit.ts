import { createContext } from "../../src/contract/context.ts";
import type { Model } from "../../src/contract/model.ts";
import type { Target } from "../../src/contract/target.ts";
import type { Training } from "../../src/contract/training.ts";
import { type Table, table } from "../../src/table/index.ts";

/** What a model learned, by itself: without a pipeline around it. */
export const fit = async (model: Model, training: Training, seed = 1) => {
  const state = await model.definition.fit(training, model.options, createContext(seed));
  return {
    state,
    predict: async (rows: Table): Promise<number[]> => [
      ...(await model.definition.predict(state, rows, model.options)),
    ],
  };
};

/** Rows of numbers as a table with the columns x0, x1, … */
export const tableOfRows = (rows: readonly (readonly number[])[]): Table =>
  table(Object.fromEntries(rows[0]!.map((_, c) => [`x${c}`, rows.map((row) => row[c]!)])));

export const numbersOf = (values: readonly number[]): Target => ({
  task: "numbers",
  values: Float64Array.from(values),
});

/** Classes by their numbers from 0 on. */
export const classesOf = (codes: readonly number[]): Target => ({
  task: "classes",
  classes: Array.from({ length: Math.max(...codes) + 1 }, (_, c) => `class ${c}`),
  codes: Int32Array.from(codes),
});
