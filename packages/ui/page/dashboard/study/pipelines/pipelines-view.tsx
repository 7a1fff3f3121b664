import type { RefObject } from "preact";
import { useMemo } from "preact/hooks";
import type { StudySummary } from "../../../../src/reading/study-summary.ts";
import type { SearchFacts } from "../../../../src/searches/search-facts.ts";
import { ChangeStudy } from "../change-study.tsx";
import { Pareto } from "../pareto/pareto.tsx";
import { Parts } from "../parts.tsx";
import type { Filtered, Shown } from "../study-page.tsx";
import { Families } from "./families.tsx";
import { InShort } from "./in-short.tsx";
import { Leaderboard } from "./leaderboard.tsx";
import { Lineage } from "./lineage.tsx";
import { Notes } from "./notes.tsx";
import { bestFirst, type Pipeline, pipelinesOf } from "./pipeline.ts";
import { Progress } from "./progress.tsx";
import { Reasons } from "./reasons.tsx";
import { usePipelines } from "./use-pipelines.ts";
import { shortWords } from "./words.ts";

/** What the parts of the pages of a search draw from. */
export interface SearchShown {
  readonly study: StudySummary;
  readonly search: SearchFacts;
  readonly shown: Filtered;
  /** Those that are shown, by number; the scored ones, the best first; and all by number. */
  readonly pipelines: readonly Pipeline[];
  readonly ranked: readonly Pipeline[];
  readonly byNumber: ReadonlyMap<number, Pipeline>;
  /** Those that do not pass the filter too: a line of descent goes through all. */
  readonly everyone: readonly Pipeline[];
}

interface PipelinesViewProps extends Pick<SearchShown, "study" | "search" | "shown"> {
  /** With those that do not pass the filter. */
  readonly all: Shown;
  readonly opener: RefObject<HTMLElement | null>;
}

/** A search of pipelines: what it has found, how, and at what cost. */
export const PipelinesView = ({ study, search, all, shown, opener }: PipelinesViewProps) => {
  const known = usePipelines(study.id, shown.version);
  const direction = study.directions[0]!;
  const found = useMemo(() => {
    const pipelines = known === undefined ? [] : pipelinesOf(known.all, shown.table);
    return {
      pipelines,
      ranked: bestFirst(pipelines, direction),
      byNumber: new Map(pipelines.map((pipeline) => [pipeline.number, pipeline])),
      everyone: known === undefined || shown.count === shown.of ? pipelines : pipelinesOf(known.all, all.table),
    };
  }, [known, shown.table, shown.version, direction]);
  if (known === undefined) return <p class="says">Reading …</p>;
  const drawn: SearchShown = { study, search, shown, ...found };
  const wordsOf = (trial: number): string => {
    const pipeline = found.byNumber.get(trial);
    return pipeline === undefined ? "" : shortWords(pipeline);
  };
  return (
    <>
      <InShort {...drawn} />
      <ChangeStudy study={study} />
      <Parts />
      <Leaderboard {...drawn} opener={opener} />
      <Progress {...drawn} />
      <Pareto study={study} shown={shown} wordsOf={wordsOf} />
      <Lineage {...drawn} />
      <Families {...drawn} />
      <Reasons {...drawn} />
      <Notes search={search} />
    </>
  );
};
