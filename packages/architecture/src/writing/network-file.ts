import { followedBy, softmax, type TrainedModel } from "@kaviar/nn";
import { withMetadata } from "@kaviar/tensor/onnx";
import { withImageInput } from "../images/index.ts";
import { cardKey, type NetworkCard } from "./network-card.ts";

/** A network as a file that takes raw rows where operators can prepare them, and says probabilities of classes. */
export const networkFile = async (model: TrainedModel, card: NetworkCard): Promise<Uint8Array> => {
  const said = card.classes ? followedBy(model, softmax) : model;
  const bytes = await said.toOnnx();
  const file = card.input.kind === "image" ? withImageInput(bytes) : bytes;
  return withMetadata(file, {
    [cardKey]: JSON.stringify(card),
    ...(card.classes ? { classes: card.classes.join("\n") } : {}),
  });
};
