import { linearOf } from "../autofit/finishing/linear-of.ts";
import type { AutofitResult, Candidate } from "../autofit/result.ts";
import type { Contender } from "./fit-report.ts";
import { shownWords } from "./shown-words.ts";

/** What the search has bought: a constant, a linear model, the best pipeline and the ensemble beside each other. */
export const boughtBy = ({ leaderboard, single, ensemble, holdout }: AutofitResult): readonly Contender[] => {
  const honest = new Map(holdout?.compared.map(({ name, score }) => [name, score]));
  const constant = leaderboard.find(({ pipeline }) => pipeline.model?.name === "dummy");
  const contender = (name: Contender["name"], rest: Omit<Contender, "name" | "honest">): Contender => {
    const score = honest.get(name);
    return { name, ...rest, ...(score === undefined ? {} : { honest: score }) };
  };
  const ofCandidate = (name: Contender["name"], candidate: Candidate | undefined): readonly Contender[] => {
    if (candidate) return [contender(name, inShort(candidate))];
    return honest.has(name) ? [contender(name, { words: name === "dummy" ? "dummy" : "a linear model" })] : [];
  };
  return [
    ...ofCandidate("dummy", constant),
    ...ofCandidate("linear", linearOf(leaderboard)),
    ...ofCandidate("single", single),
    ...(ensemble
      ? [
          contender("ensemble", {
            words: `${ensemble.members.length} pipelines, weighted`,
            parts: ensemble.members.reduce((sum, { candidate }) => sum + candidate.complexity, 0),
            folds: { mean: ensemble.score, std: ensemble.std },
          }),
        ]
      : []),
  ];
};

const inShort = ({ words, complexity, score, std }: Candidate) => ({
  words: shownWords(words),
  parts: complexity,
  folds: { mean: score, std },
});
