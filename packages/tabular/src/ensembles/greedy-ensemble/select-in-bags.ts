import { inOrder, shuffle } from "@kaviar/base/random";
import type { FitContext } from "../../contract/context.ts";
import { weightedMean } from "../contract/weighted-mean.ts";
import { type Aim, type Selection, selectGreedily } from "./select-greedily.ts";

/**
 * The mean of several selections, each among a half of the members drawn at random: a mix that looks good on the rows held
 * out by chance is in few of the halves. One bag has all members. (Caruana et al. 2004, section 2.3)
 */
export const selectInBags = async (
  said: readonly Float64Array[],
  bags: number,
  aim: Aim,
  context: FitContext,
): Promise<Selection> => {
  if (bags === 1) return selectGreedily(said, aim, context);
  const weights = new Float64Array(said.length);
  for (let bag = 0; bag < bags; bag++) {
    const drawn = shuffle(inOrder(said.length), context.random(bag)).slice(0, Math.ceil(said.length / 2));
    const own = await selectGreedily(
      Array.from(drawn, (i) => said[i]!),
      aim,
      context,
    );
    for (const [k, i] of drawn.entries()) weights[i] = weights[i]! + own.weights[k]! / bags;
  }
  return { weights, score: aim.scoreOf(weightedMean(said, weights)) };
};
