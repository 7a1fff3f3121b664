import { scored } from "./labels.ts";
import type { Scores } from "./metric.ts";
import { fallingOrder } from "./order.ts";

/** Rows from the highest score down, in groups of equal scores: what ranking metrics walk along. */
export interface Ranking {
  /** Visits each group with the weight of its rows in the class and outside of it. */
  walk(visit: (inside: number, outside: number) => void): void;
  readonly inside: number;
  readonly outside: number;
}

const rankingOf = (scores: Float64Array, belongs: (row: number) => boolean, weights?: Float64Array): Ranking => {
  const order = fallingOrder(scores);
  const walk = (visit: (inside: number, outside: number) => void): void => {
    for (let i = 0; i < order.length; ) {
      const score = scores[order[i]!]!;
      let inside = 0;
      let outside = 0;
      for (; i < order.length && scores[order[i]!] === score; i++) {
        const row = order[i]!;
        const weight = weights ? weights[row]! : 1;
        if (belongs(row)) inside += weight;
        else outside += weight;
      }
      visit(inside, outside);
    }
  };
  let [inside, outside] = [0, 0];
  for (let row = 0; row < scores.length; row++) {
    const weight = weights ? weights[row]! : 1;
    if (belongs(row)) inside += weight;
    else outside += weight;
  }
  return { walk, inside, outside };
};

/** One ranking for two classes (by the score of class 1), else one for each class against the rest. */
export const rankings = (
  metric: string,
  prediction: Scores,
  target: Scores,
  weights: ArrayLike<number> | undefined,
): Ranking[] => {
  const all = scored(metric, prediction, target, weights);
  const { scores, columns, rows, actual } = all;
  const column = (c: number) => {
    const values = new Float64Array(rows);
    for (let i = 0; i < rows; i++) values[i] = scores[i * columns + c]!;
    return values;
  };
  if (columns <= 2) return [rankingOf(column(columns - 1), (row) => actual[row] === 1, all.weights)];
  return Array.from({ length: columns }, (_, c) => rankingOf(column(c), (row) => actual[row] === c, all.weights));
};

export const meanOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
