import { isTensor, mapStructure, type Structure, type Tensor } from "@kaviar/tensor";
import { isValues, type ValuesTree } from "../data/values-tree.ts";
import type { Loss } from "../losses/contract/loss.ts";
import type { Losses } from "../losses/contract/losses.ts";

const links = {
  softmax: (logits: Tensor) => logits.softmax(-1),
  sigmoid: (logits: Tensor) => logits.sigmoid(),
} as const;

const linked = (loss: unknown, prediction: Tensor): Tensor => {
  const { link, target } = loss as Partial<Loss>;
  // A margin as a share: above a half where it is positive, and in the same order.
  return link ? links[link](prediction) : target === "signs" ? prediction.sigmoid() : prediction;
};

/** Targets as metrics see them: −1 and 1 are classes 0 and 1. */
export const targetsFor = (loss: Losses, targets: ValuesTree): ValuesTree => {
  if (!isValues(targets)) {
    return Object.fromEntries(
      Object.entries(targets).map(([name, part]) => [
        name,
        typeof loss !== "function" && loss[name] ? targetsFor(loss[name], part) : part,
      ]),
    );
  }
  if ((loss as Partial<Loss>).target !== "signs") return targets;
  return { ...targets, data: Float32Array.from(targets.data, (sign) => (sign > 0 ? 1 : 0)) };
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
