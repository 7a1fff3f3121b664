import { sequential } from "../layers/combinators/sequential.ts";
import type { LayerLike } from "../layers/contract/layer.ts";
import { createTrainedModel, type TrainedModel } from "./trained-model.ts";

/**
 * A trained model whose output goes through one more function, or a layer that learns nothing: what a file is to say,
 * where that is not what the loss is computed from.
 *
 * ```ts
 * await followedBy(trained, softmax).save("probabilities.onnx");
 * ```
 * It takes what the model takes. It has no loss of its own: the model is what is evaluated, and trained on.
 */
export const followedBy = ({ parts }: TrainedModel, last: LayerLike): TrainedModel =>
  createTrainedModel({
    ...parts,
    layer: sequential({ network: parts.layer, last }) as never,
    params: { network: parts.params },
    state: { network: parts.state },
    loss: undefined,
    metrics: undefined,
  });
