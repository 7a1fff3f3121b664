import { losses, violation } from "./loss.ts";
import type { Direction, TrialRecord } from "./record.ts";

/**
 * How fit a finished trial is, feasibility first (Deb 2000). Trials of a lower tier are better than all of a higher one:
 * tier 0 keeps its constraints and is compared by its losses, tier 1 breaks some and is compared by how much, tier 2 has
 * no values.
 */
export type Fitness =
  | { readonly tier: 0; readonly losses: readonly number[] }
  | { readonly tier: 1; readonly losses: readonly [violation: number] }
  | { readonly tier: 2; readonly losses: readonly [] };

export const fitnessOf = (trial: TrialRecord, directions: readonly Direction[]): Fitness => {
  if (trial.values === undefined || trial.values.length !== directions.length) return { tier: 2, losses: [] };
  const broken = violation(trial);
  if (broken === 0) return { tier: 0, losses: losses(trial.values, directions) };
  return { tier: 1, losses: [Number.isNaN(broken) ? Infinity : broken] };
};
