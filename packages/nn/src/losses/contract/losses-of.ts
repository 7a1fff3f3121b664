import { ModelError } from "../../error.ts";
import { weighted } from "../weighted.ts";
import { checkLoss } from "./check-loss.ts";
import type { GivenLosses, Losses, LossFunction, LossOrPair } from "./losses.ts";

const isPair = (loss: unknown): loss is readonly [LossFunction, number] => Array.isArray(loss) && loss.length === 2;

const lossOf = (given: LossOrPair): LossFunction => {
  if (Array.isArray(given) && (given.length !== 2 || typeof given[1] === "function")) throw noPair(given);
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

const noPair = (given: readonly unknown[]): ModelError => {
  const several = given.every((each) => typeof each === "function");
  return new ModelError(
    "options",
    `A list is a loss and how much it counts, [loss, 0.2]: got ${several ? `${given.length} losses` : `${given.length} parts`}.`,
    {
      remedy: several
        ? "Losses of several outputs have their names: { price: meanSquaredError, kind: sparseSoftmaxCrossEntropy }. Several of one output are one of your own: (said, wanted) => ({ near: …, small: … })."
        : "Write [loss, weight].",
    },
  );
};
