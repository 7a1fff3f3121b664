import type { Direction, TrialRecord } from "./record.ts";

/** Values with the sign of each maximized objective flipped: less is better everywhere. */
export const losses = (values: readonly number[], directions: readonly Direction[]): readonly number[] =>
  values.map((value, i) => (directions[i] === "maximize" ? -value : value));

/** The one loss of a trial with a value, when the study has one objective; undefined when it has none. */
export const lossOf = (
  { values }: { readonly values?: readonly number[] | undefined },
  directions: readonly Direction[],
): number | undefined => (values === undefined ? undefined : directions[0] === "maximize" ? -values[0]! : values[0]!);

/** By how much a trial breaks its constraints: the sum of what lies above 0. */
export const violation = ({ constraints }: Pick<TrialRecord, "constraints">): number => {
  let sum = 0;
  for (const value of Object.values(constraints)) sum += Math.max(value, 0);
  return sum;
};
