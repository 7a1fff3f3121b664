import { isTensor, type Structure, type Tensor } from "@kaviar/tensor";
import type { Loss, TargetKind } from "../losses/contract/loss.ts";
import type { Losses } from "../losses/contract/losses.ts";

/** Do such targets say which class a row is of? */
const namesClasses: Readonly<Record<TargetKind, boolean>> = {
  values: false,
  classes: true,
  oneHot: true,
  binary: true,
  signs: true,
  groups: true,
  sequences: false,
  none: false,
};

/** Class numbers, where the targets are such. */
export const classLabels = async (y: Structure, loss: Losses): Promise<ArrayLike<number> | undefined> => {
  const { target } = loss as Partial<Loss>;
  if (!isTensor(y) || target === undefined || !namesClasses[target]) return undefined;
  if (target === "oneHot" && y.rank > 1) return (y as Tensor).argmax(-1).data();
  if (y.rank !== 1 && !(y.rank === 2 && y.shape[1] === 1)) return undefined;
  const labels = Array.from((await y.data()) as ArrayLike<number>, Number);
  // Probabilities between 0 and 1 are no classes.
  return labels.every(Number.isInteger) ? labels : undefined;
};
