import { isTensor, type Structure, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { Loss } from "../losses/contract/loss.ts";
import { holdout } from "../splits/holdout.ts";
import { inOrder } from "../splits/random.ts";
import type { Split } from "../splits/split.ts";
import type { DataSet } from "./data-set.ts";
import type { Losses } from "./objective.ts";

/** A random share of the rows for validation; of each class alike where the targets are classes. */
export const splitRows = async (
  set: DataSet,
  share: number | undefined,
  loss: Losses,
  seed: number,
): Promise<Split> => {
  if (share === undefined) return { training: inOrder(set.rows), validation: new Int32Array(0) };
  const labels = await labelsOf(set.y, loss);
  checkClasses(labels);
  return holdout(set.rows, share, { seed, ...(labels ? { stratify: labels } : {}) });
};

const checkClasses = (labels: ArrayLike<number> | undefined): void => {
  const counts = new Map<number, number>();
  for (const label of Array.from(labels ?? [])) counts.set(label, (counts.get(label) ?? 0) + 1);
  const lone = [...counts].find(([, count]) => count < 2);
  if (!lone) return;
  throw new ModelError(
    "labels",
    `A share of each class is kept for validation, so each needs two rows: class ${lone[0]} has one.`,
    { remedy: "Give rows of your own, validation: { x, y }, or leave that class out." },
  );
};

/** Class numbers, where the targets are such. */
export const labelsOf = async (y: Structure, loss: Losses): Promise<ArrayLike<number> | undefined> => {
  const { target } = loss as Partial<Loss>;
  if (!isTensor(y) || !(target === "classes" || target === "binary" || target === "signs" || target === "oneHot"))
    return undefined;
  if (target === "oneHot" && y.rank > 1) return (y as Tensor).argmax(-1).data();
  if (y.rank !== 1 && !(y.rank === 2 && y.shape[1] === 1)) return undefined;
  const labels = Array.from((await y.data()) as ArrayLike<number>, Number);
  // Probabilities between 0 and 1 are no classes.
  return labels.every(Number.isInteger) ? labels : undefined;
};
