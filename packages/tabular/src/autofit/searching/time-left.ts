import type { History } from "@kaviar/tune";
import type { Options } from "../preparing/prepare-search.ts";
import type { Begun } from "./begin-search.ts";
import { keptForEnd } from "./kept-for-end.ts";

/** Milliseconds that a search has until what comes after it has to begin, by what it has found so far. */
export const timeLeft = (
  { total, preset, prepared: { otherFolds, table, held, whole } }: Begun,
  { folds }: Pick<Options, "folds">,
  { elapsed, workers }: { readonly elapsed: () => number; readonly workers: number },
): ((history: History) => number) => {
  if (total === undefined) return () => Number.POSITIVE_INFINITY;
  const kept = keptForEnd({
    total,
    members: preset.members,
    folds: otherFolds.flat().length,
    deals: otherFolds.length,
    rows: (foldless(folds) * (table.rows + (held ? whole.rows : 0))) / table.rows,
    workers,
  });
  return (history) => total - elapsed() - kept(history);
};

/** How many times the rows of a fold's fit all are. */
const foldless = (folds: number): number => folds / (folds - 1);
