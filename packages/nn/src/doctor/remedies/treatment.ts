import type { AnyLayer } from "../../layers/contract/layer.ts";
import type { GivenLosses } from "../../losses/contract/losses.ts";
import type { Link } from "../../optimizers/contract/link.ts";
import type { Regularizer } from "../../regularizers/contract/regularizer.ts";

/** What a remedy may change of how a model is trained. */
interface Trained {
  readonly loss: GivenLosses;
  readonly optimizer?: Link;
  readonly epochs?: number;
  readonly batchSize?: number | "all";
  readonly penalty?: Regularizer;
  readonly stopEarly?: { readonly patience: number };
  readonly classWeights?: "balanced" | Readonly<Record<string, number>> | readonly number[];
}

/** A model and how it is trained: what remedies change. */
export interface Treatment<Options extends Trained = Trained> {
  readonly model: AnyLayer;
  readonly options: Options;
}
