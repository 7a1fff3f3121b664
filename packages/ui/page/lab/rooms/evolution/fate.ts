import type { Direction } from "@kaviar/tune";
import { losses, type TrialRecord } from "@kaviar/tune";

/** Why a pipeline that was scored is not among the parents, by those that are. */
export const fateOf = (
  trial: TrialRecord,
  population: readonly TrialRecord[],
  directions: readonly Direction[],
): string => {
  const own = losses(trial.values!, directions);
  const better = population.filter(({ values }) => {
    const others = losses(values!, directions);
    return others.every((loss, i) => loss <= own[i]!) && others.some((loss, i) => loss < own[i]!);
  });
  const best = better.toSorted((a, b) => losses(a.values!, directions)[0]! - losses(b.values!, directions)[0]!)[0];
  if (best === undefined) return "nothing beats it, but others are as good: where the front is crowded some have to go";
  const [score, parts] = best.values!;
  if (parts === undefined) return `all ${population.length} of the population score at least as much`;
  return `pipeline ${best.number} beats it: ${score!.toFixed(3)} with ${parts} ${parts === 1 ? "part" : "parts"}`;
};
