import type { Importance } from "./importance.ts";

/**
 * The sums over the parameters of the model (units, layers), of its training (rate, batch size), and over all others.
 * Pairs are left out.
 *
 * ```ts
 * importanceByTag(await study.importance());               // { model: 0.2, training: 0.7, other: 0.05 }
 * ```
 */
export const importanceByTag = (
  all: readonly Importance[],
): { readonly model: number; readonly training: number; readonly other: number } => {
  const sums = { model: 0, training: 0, other: 0 };
  for (const { tag, importance, parameters } of all) if (parameters.length === 1) sums[tag ?? "other"] += importance;
  return sums;
};
