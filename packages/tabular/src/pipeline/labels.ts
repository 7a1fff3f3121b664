import type { Label } from "../contract/target.ts";

/** The label of the most probable class of each row; of equally probable ones the first. */
export const labelsOf = (probabilities: Float64Array, classes: readonly Label[]): Label[] => {
  const count = classes.length;
  return Array.from({ length: probabilities.length / count }, (_, row) => {
    let best = 0;
    for (let c = 1; c < count; c++) {
      if (probabilities[row * count + c]! > probabilities[row * count + best]!) best = c;
    }
    return classes[best]!;
  });
};
