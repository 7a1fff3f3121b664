import { isTensor, mapStructure, type Structure, type Tensor } from "@kaviar/tensor";
import type { Loss } from "../losses/loss.ts";
import type { Losses } from "./objective.ts";

const links = {
  softmax: (logits: Tensor) => logits.softmax(-1),
  sigmoid: (logits: Tensor) => logits.sigmoid(),
} as const;

const linked = (loss: unknown, prediction: Tensor): Tensor => {
  const { link } = loss as Partial<Loss>;
  return link ? links[link](prediction) : prediction;
};

/** What metrics look at: probabilities where the loss takes logits, otherwise what the model says. */
export const viewOf =
  (loss: Losses) =>
  (prediction: Structure): Structure => {
    if (isTensor(prediction)) return linked(loss, prediction as Tensor);
    if (typeof loss === "function") return mapStructure((x) => x, prediction);
    return Object.fromEntries(
      Object.entries(prediction as Record<string, Structure>).map(([name, part]) => [
        name,
        isTensor(part) && loss[name] ? linked(loss[name], part as Tensor) : part,
      ]),
    );
  };
