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

interface Solving {
  readonly seed: number;
  /** How long it may take, where that is told. */
  readonly seconds: number | undefined;
  /** How much rows count against large weights, where that is known. */
  readonly c?: number | undefined;
}

export interface Solved {
  readonly model: TrainedModel;
  /** Of a bag: how much rows count against large weights. */
  readonly c: number | undefined;
}

/** The last layer with the least loss there is, or that there is in so many seconds; all others as they begin. */
export const solve = async (network: LayerLike, learned: Learned, { seed, seconds, c }: Solving): Promise<Solved> => {
  const { kind } = learned.targets;
  const data = trainingData({ ...learned, x: wholeOf(learned.x) }) as never;
  if ((network as { readonly kind?: string }).kind === "embeddingBag") {
    const given = { ...(seconds !== undefined && { seconds }), ...(c !== undefined && { c }) };
    const model = await fitBag(network as never, data, { loss: kind, seed, ...given });
    return { model: model as never, c: model.c };
  }
  const loss = kind === "classes" ? sparseSoftmaxCrossEntropy : meanSquaredError;
  return { model: await fitHead(network, data, { loss, seed }), c: undefined };
};
