import { type HalvingChoices, longest } from "./choices.ts";
import type { Run } from "./run-view.ts";

/** A place at which runs are compared. */
export interface Rung {
  readonly epochs: number;
  readonly arrived: number;
  readonly wentOn: number;
}

/** The rungs of a search up to the longest run, and how many came to each. */
export const rungsOf = (
  { first, factor }: Pick<HalvingChoices, "first" | "factor">,
  runs: readonly Run[],
): readonly Rung[] => {
  const rungs: Rung[] = [];
  const counts = runs.map(({ losses, afterwards }) => losses.length - afterwards);
  for (let epochs = first; epochs < longest; epochs *= factor)
    rungs.push({
      epochs,
      arrived: counts.filter((count) => count >= epochs).length,
      wentOn: counts.filter((count) => count > epochs).length,
    });
  return rungs;
};
