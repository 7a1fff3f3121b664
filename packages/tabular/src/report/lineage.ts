import type { AutofitResult, Candidate } from "../autofit/result.ts";
import type { Ancestor, Lineage } from "./fit-report.ts";
import { shownWords } from "./shown-words.ts";

const mostAncestors = 40;
const mostMembers = 6;

/** How the best pipeline came about, and the heaviest members of the ensemble. */
export const lineagesOf = ({ leaderboard, single, ensemble }: AutofitResult): readonly Lineage[] => {
  const byTrial = new Map(leaderboard.map((candidate) => [candidate.trial, candidate]));
  const heaviest = [...(ensemble?.members ?? [])].sort((a, b) => b.weight - a.weight).slice(0, mostMembers);
  const roots = new Set([single.trial, ...heaviest.map(({ candidate }) => candidate.trial)]);
  return [...roots].map((trial) => ({ trial, ancestors: ancestorsOf(trial, byTrial) }));
};

/** A pipeline and what it comes from, the nearest ones where there are many, in the order of their trials. */
const ancestorsOf = (trial: number, byTrial: ReadonlyMap<number, Candidate>): readonly Ancestor[] => {
  const found = new Map<number, Candidate>();
  let generation = [trial];
  while (generation.length > 0 && found.size < mostAncestors) {
    const next: number[] = [];
    for (const number of generation) {
      const candidate = byTrial.get(number);
      if (!candidate || found.has(number) || found.size === mostAncestors) continue;
      found.set(number, candidate);
      next.push(...candidate.origin.parents);
    }
    generation = next;
  }
  return [...found.values()]
    .sort((a, b) => a.trial - b.trial)
    .map(({ trial, words, score, origin: { operator, parents } }) => ({
      trial,
      words: shownWords(words),
      score,
      operator,
      parents: [...new Set(parents)],
    }));
};
