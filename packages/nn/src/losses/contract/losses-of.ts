import { weighted } from "../weighted.ts";
import { checkLoss } from "./check-loss.ts";
import type { GivenLosses, Losses, LossFunction, LossOrPair } from "./losses.ts";

const isPair = (loss: unknown): loss is readonly [LossFunction, number] => Array.isArray(loss) && loss.length === 2;

const lossOf = (given: LossOrPair): LossFunction => {
  if (!isPair(given)) return given as LossFunction;
  checkLoss(given[0]);
  return weighted(...given);
};

/** Losses as they are worked with: a pair is a loss that counts so much. Refuses what is none. */
export const lossesOf = (given: GivenLosses): Losses => {
  const isTable = typeof given === "object" && given !== null && !Array.isArray(given);
  const losses = isTable
    ? Object.fromEntries(Object.entries(given).map(([name, each]) => [name, lossOf(each as LossOrPair)]))
    : lossOf(given as LossOrPair);
  checkLoss(losses);
  return losses;
};
