import {
  fitBag,
  fitHead,
  type LayerLike,
  meanSquaredError,
  sparseSoftmaxCrossEntropy,
  type TrainedModel,
} from "@kaviar/nn";
import { wholeOf } from "./fed.ts";
import { type Learned, trainingData } from "./run-cycle.ts";

/** The last layer with the least loss there is; all others as they begin. */
export const solve = async (network: LayerLike, learned: Learned, seed: number): Promise<TrainedModel> => {
  const { kind } = learned.targets;
  const data = trainingData({ ...learned, x: wholeOf(learned.x) }) as never;
  if ((network as { readonly kind?: string }).kind === "embeddingBag")
    return (await fitBag(network as never, data, { loss: kind, seed })) as never;
  return fitHead(network, data, { loss: kind === "classes" ? sparseSoftmaxCrossEntropy : meanSquaredError, seed });
};
