import { columnsOf } from "./contract/columns.ts";
import { createMetric } from "./contract/create-metric.ts";

/**
 * The mean cosine of the angle between each row and its target.
 *
 * ```ts
 * cosineSimilarity([[1, 0], [1, 1]], [[2, 0], [1, -1]])   // 0.5
 * ```
 * A row of zeros has no direction and counts as 0.
 */
export const cosineSimilarity = createMetric(
  "cosineSimilarity",
  "higher",
  {
    name: "Cosine similarity",
    formula: "Σ wᵢ (ŷᵢ·yᵢ / ‖ŷᵢ‖‖yᵢ‖) / Σ wᵢ",
    range: "[−1, 1]",
    use: "embeddings: direction matters, length does not",
    pitfall: "the negative of the loss cosineProximity: its best value is 1; with one column it only compares signs",
    reference: "Salton 1975",
    seeAlso: ["cosineProximity", "mse"],
  },
  (prediction, target, given) => {
    const { rows, columns, predicted, actual, weights, total } = columnsOf(
      "cosineSimilarity",
      prediction,
      target,
      given,
    );
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      let [dot, pp, yy] = [0, 0, 0];
      for (let i = row * columns; i < (row + 1) * columns; i++) {
        const [p, y] = [predicted[i]!, actual[i]!];
        dot += p * y;
        pp += p * p;
        yy += y * y;
      }
      const size = Math.sqrt(pp) * Math.sqrt(yy);
      if (size > 0) sum += ((weights ? weights[row]! : 1) * dot) / size;
    }
    return sum / total;
  },
  [-1, 1],
);
