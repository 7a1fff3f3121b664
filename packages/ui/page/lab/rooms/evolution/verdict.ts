import { plural } from "@kaviar/base/text";
import type { EvolutionView } from "./bred.ts";
import { strangers } from "./gym.ts";

/** What evolution has brought over drawing as many pipelines at random, in words. */
export const verdictOf = ({ bred, generations }: EvolutionView): string => {
  const { best, drawnBest } = generations.at(-1) ?? {};
  if (best === undefined || drawnBest === undefined) return "Nothing is scored yet.";
  const { folds } = bred.find(({ state, score }) => state === "scored" && score === best)!;
  const doubt = standardError(folds);
  const both = `After ${plural(bred.length, "pipeline")} each: evolution ${best.toFixed(3)}, at random ${drawnBest.toFixed(3)}.`;
  if (Math.abs(best - drawnBest) <= doubt)
    return `${both} That is no difference that ${folds.length} folds could tell (± ${doubt.toFixed(3)}): here drawing at random is as good.`;
  if (drawnBest > best) return `${both} Here drawing at random is better: evolution has bred on from too few ideas.`;
  return `${both} Breeding has paid; a part of that is luck, as the best of many scores always is.`;
};

/** What the best of both score on members that nobody has looked at, in words. */
export const metSays = ({ met, generations }: EvolutionView): string => {
  const { bred, drawn } = met ?? {};
  const { best } = generations.at(-1) ?? {};
  if (bred === undefined || drawn === undefined || best === undefined) return "";
  const lost =
    best - bred > 0.005 ? ", less than its folds have promised: the best of many scores is in part luck" : "";
  return `Asked about ${strangers} other members, whom nobody has looked at, evolution's best scores ${bred.toFixed(3)}${lost}; the best at random ${drawn.toFixed(3)}.`;
};

/** Of the mean of folds: their deviation over the root of their number. */
export const standardError = (folds: readonly number[]): number => {
  const mean = folds.reduce((sum, fold) => sum + fold, 0) / folds.length;
  const squares = folds.reduce((sum, fold) => sum + (fold - mean) ** 2, 0);
  return Math.sqrt(squares / (folds.length - 1) / folds.length);
};
