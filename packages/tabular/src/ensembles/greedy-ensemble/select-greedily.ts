import type { FitContext } from "../../contract/context.ts";

export interface Aim {
  readonly rounds: number;
  readonly scoreOf: (said: Float64Array) => number;
  readonly better: "higher" | "lower";
  /** Whether its time is over: there is no round after that but the second one. */
  readonly isOver?: () => boolean;
}

/** How much each member counts, and what is scored of their mean. */
export interface Selection {
  readonly weights: Float64Array;
  readonly score: number;
}

/**
 * Weights of members by forward selection with replacement: in each round the member is added with which the mean is best,
 * of equally good ones the first. What was chosen up to the best round counts. (Caruana et al. 2004)
 */
export const selectGreedily = async (
  said: readonly Float64Array[],
  { rounds, scoreOf, better, isOver = () => false }: Aim,
  context: FitContext,
): Promise<Selection> => {
  const isAhead = (one: number, other: number): boolean =>
    !Number.isNaN(one) && (Number.isNaN(other) || (better === "higher" ? one > other : one < other));
  const counts = new Float64Array(said.length);
  let sum = new Float64Array(said[0]!.length);
  let best = { weights: counts, score: Number.NaN };
  for (let round = 1; round <= rounds; round++) {
    let [chosen, score] = [0, Number.NaN];
    for (const [i, own] of said.entries()) {
      await context.pause();
      const here = scoreOf(sum.map((value, at) => (value + own[at]!) / round));
      if (isAhead(here, score)) [chosen, score] = [i, here];
    }
    counts[chosen]!++;
    sum = sum.map((value, at) => value + said[chosen]![at]!);
    if (round === 1 || isAhead(score, best.score)) best = { weights: counts.map((count) => count / round), score };
    if (round > 1 && isOver()) break;
  }
  return best;
};
