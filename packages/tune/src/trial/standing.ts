import { losses, violation } from "./loss.ts";
import type { Direction, TrialRecord } from "./record.ts";

/**
 * How a finished trial stands among others, feasibility first (Deb 2000): those that keep their constraints go by their
 * losses, then those that do not go by how much they break, then those without values.
 */
export type Standing =
  | { readonly tier: 0; readonly losses: readonly number[] }
  | { readonly tier: 1; readonly losses: readonly [violation: number] }
  | { readonly tier: 2; readonly losses: readonly [] };

export const standingOf = (trial: TrialRecord, directions: readonly Direction[]): Standing => {
  if (trial.values === undefined || trial.values.length !== directions.length) return { tier: 2, losses: [] };
  const broken = violation(trial);
  if (broken === 0) return { tier: 0, losses: losses(trial.values, directions) };
  return { tier: 1, losses: [Number.isNaN(broken) ? Infinity : broken] };
};
