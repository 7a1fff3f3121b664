import type { Matrix } from "../../contract/matrix.ts";
import type { ClassTarget } from "../../contract/target.ts";

/** For each class Σ w (x − μ)(x − μ)ᵀ over its rows, where `means` has a row for each class. Whole matrices, flat. */
export const classScatter = (
  { rows, columns, values }: Matrix,
  { classes, codes }: ClassTarget,
  weights: Float64Array | undefined,
  means: Float64Array,
): Float64Array[] => {
  const scatters = classes.map(() => new Float64Array(columns * columns));
  const centred = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const scatter = scatters[codes[row]!]!;
    const of = codes[row]! * columns;
    for (let j = 0; j < columns; j++) centred[j] = values[row * columns + j]! - means[of + j]!;
    for (let i = 0; i < columns; i++) {
      const factor = (weights ? weights[row]! : 1) * centred[i]!;
      for (let j = 0, at = i * columns; j <= i; j++, at++) scatter[at]! += factor * centred[j]!;
    }
  }
  for (const scatter of scatters)
    for (let i = 0; i < columns; i++) for (let j = 0; j < i; j++) scatter[j * columns + i] = scatter[i * columns + j]!;
  return scatters;
};
