import * as nn from "@kaviar/nn";
import { spirals } from "./spirals.ts";

/** What a run is made with. */
export interface Setting {
  readonly rate: number;
  readonly units: number;
}

/** A net of two layers with two outputs. */
export const netOf = (units: number) => nn.sequential(nn.dense(units), nn.tanh, nn.dense(units), nn.tanh, nn.dense(2));

/** How all runs are trained. */
export const trainingOf = (rate: number, epochs: number) => ({
  loss: nn.sparseSoftmaxCrossEntropy,
  optimizer: nn.adam({ rate }),
  epochs,
  batchSize: 16,
  doctor: "off" as const,
});

/** Trains such a net by Adam; each turn is an epoch, and gives the loss on rows held out: infinite once it breaks. */
export async function* raiseRun({ rate, units }: Setting, epochs: number): AsyncGenerator<number, void, void> {
  const { learned, held } = spirals();
  try {
    for await (const { validation } of nn.train(netOf(units) as never, learned as never, {
      ...trainingOf(rate, epochs),
      validation: held as never,
    }))
      yield validation!.loss;
  } catch (error) {
    if ((error as Partial<nn.BrokenRun>).findings === undefined) throw error;
    yield Number.POSITIVE_INFINITY;
  }
}
