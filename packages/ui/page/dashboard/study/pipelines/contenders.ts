import type { SearchFacts } from "../../../../src/searches/search-facts.ts";
import type { Pipeline } from "./pipeline.ts";
import { shortWords } from "./words.ts";

/** What is set beside each other to see what a search has bought. */
export interface Contender {
  readonly name: string;
  readonly words: string;
  readonly trial: number | undefined;
  /** On the folds. */
  readonly score: number;
  readonly std: number | undefined;
  /** On rows that the search has never seen. */
  readonly honest: number | undefined;
}

interface Found {
  readonly search: SearchFacts;
  /** Those that were scored, the best first; and all by number. */
  readonly ranked: readonly Pipeline[];
  readonly byNumber: ReadonlyMap<number, Pipeline>;
}

/** Models that a search begins with so that there is something to compare with. */
const majority: ReadonlySet<string> = new Set(["dummy"]);
const linear: ReadonlySet<string> = new Set(["logisticRegression", "ridge"]);

/** What knows the target alone, a linear model, the best pipeline and the ensemble, as far as there are such by now. */
export const contendersOf = ({ search, ranked, byNumber }: Found): readonly Contender[] => {
  const { ended, task } = search;
  const honestOf = (key: string) => ended?.holdout?.compared.find(({ name }) => name === key)?.score;
  const from = (name: string, key: string, pipeline: Pipeline | undefined): readonly Contender[] =>
    pipeline === undefined
      ? []
      : [
          {
            name,
            words: shortWords(pipeline),
            trial: pipeline.number,
            score: pipeline.score,
            std: pipeline.std,
            honest: honestOf(key),
          },
        ];
  // Their children may bend columns before they weigh them.
  const first = (kinds: ReadonlySet<string>) =>
    ranked.find(({ family = "", operator }) => kinds.has(family) && operator === "portfolio");
  const { single, ensemble } = ended ?? {};
  const chosen = single && byNumber.get(single.trial);
  return [
    ...from(
      task === "numbers" ? "the mean" : task === "classes" ? "the majority" : "a constant",
      "dummy",
      first(majority),
    ),
    ...from("a linear model", "linear", first(linear)),
    ...(single && chosen
      ? from("the best pipeline", "single", {
          ...chosen,
          score: single.score,
          ...(single.std !== undefined && { std: single.std }),
        })
      : from("the best so far", "single", ranked[0])),
    ...(ensemble
      ? [
          {
            name: "the ensemble",
            words: `${ensemble.members.length} pipelines, weighted`,
            trial: undefined,
            score: ensemble.score,
            std: ensemble.std,
            honest: honestOf("ensemble"),
          },
        ]
      : []),
  ];
};
