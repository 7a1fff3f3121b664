import { ModelError } from "../../error.ts";
import { scored } from "./labels.ts";
import type { Scores } from "./metric.ts";
import { valuesOf } from "./values.ts";

/** Probabilities of each class and the target's distribution, row by row. */
export interface Probabilities {
  readonly rows: number;
  readonly classes: number;
  readonly weights: Float64Array | undefined;
  readonly actual: Int32Array;
  /** The smallest step of the numbers at 1: what a probability of 0 may have been. */
  readonly epsilon: number;
  at(row: number, c: number): number;
  target(row: number, c: number): number;
}

const checkShares = (metric: string, data: ArrayLike<number>, rows: number, columns: number): void => {
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let c = 0; c < columns; c++) {
      const share = data[row * columns + c]!;
      sum += share;
      if (share >= 0 && share <= 1) continue;
      throw new ModelError("data", `${metric} needs probabilities in [0, 1]: got ${share} at row ${row}.`, {
        remedy: "Put a softmax (several classes) or a sigmoid (one column) after the scores.",
      });
    }
    if (columns === 1 || Math.abs(sum - 1) < 1e-3) continue;
    throw new ModelError("data", `${metric} needs rows of probabilities that sum to 1: got ${sum} at row ${row}.`, {
      remedy: "Put a softmax after the scores.",
    });
  }
};

export const probabilities = (
  metric: string,
  prediction: Scores,
  target: Scores,
  weights: ArrayLike<number> | undefined,
): Probabilities => {
  const all = scored(metric, prediction, target, weights);
  const { scores, columns, rows, actual } = all;
  checkShares(metric, scores, rows, columns);
  const goals = valuesOf(target).data;
  const soft = columns > 1 && goals.length === rows * columns;
  if (columns === 1 && all.largest > 1) {
    throw new ModelError("labels", `${metric} of one column needs targets 0 and 1: got ${all.largest}.`);
  }
  return {
    rows,
    classes: Math.max(2, columns),
    weights: all.weights,
    actual,
    epsilon: scores instanceof Float32Array ? 2 ** -23 : 2 ** -52,
    at:
      columns === 1 ? (row, c) => (c === 1 ? scores[row]! : 1 - scores[row]!) : (row, c) => scores[row * columns + c]!,
    target: soft ? (row, c) => goals[row * columns + c]! : (row, c) => (actual[row] === c ? 1 : 0),
  };
};
