import { inOrder } from "@kaviar/base/random";
import { ModelError } from "../error.ts";
import type { Losses } from "../losses/contract/losses.ts";
import type { Split } from "../splits/contract/split.ts";
import { holdout } from "../splits/holdout.ts";
import { classLabels } from "./class-labels.ts";
import type { DataSet } from "./data-set.ts";

/** A random share of the rows for validation; of each class alike where the targets are classes. */
export const splitRows = async (
  set: DataSet,
  share: number | undefined,
  loss: Losses,
  seed: number,
): Promise<Split> => {
  if (share === undefined) return { training: inOrder(set.rows), validation: new Int32Array(0) };
  const labels = await classLabels(set.y, loss);
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
