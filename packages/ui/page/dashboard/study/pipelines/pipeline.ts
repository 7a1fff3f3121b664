import type { Direction } from "@kaviar/tune";
import { type Standing, standings } from "../../../../src/columns/standing.ts";
import type { PipelineFacts } from "../../../../src/searches/pipeline-facts.ts";
import type { TrialTable } from "../../table/trial-table.ts";

/** A pipeline of a search as the page shows it: what its trial keeps of it, and what every trial has. */
export interface Pipeline extends PipelineFacts {
  readonly standing: Standing;
  /** NaN where there is none, as of all that follows. */
  readonly score: number;
  readonly parts: number;
  readonly work: number;
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** The pipelines of a table of trials, those that are shown in it and known by now, by number. */
export const pipelinesOf = (facts: readonly (PipelineFacts | undefined)[], table: TrialTable): readonly Pipeline[] => {
  const { rows, standing, startedAt, finishedAt, values } = table;
  const objectiveOf = (objective: number, number: number): number => values[objective]?.[number] ?? Number.NaN;
  const found: Pipeline[] = [];
  for (let number = 0; number < rows; number++) {
    const own = facts[number];
    const place = standing[number]!;
    if (own === undefined || Number.isNaN(place)) continue;
    found.push({
      ...own,
      standing: standings[place]!,
      score: objectiveOf(0, number),
      parts: objectiveOf(1, number),
      work: objectiveOf(2, number),
      startedAt: startedAt[number]!,
      finishedAt: finishedAt[number]!,
    });
  }
  return found;
};

/** Whether it was scored on all folds: scores of others are of fewer. */
export const isScored = ({ standing, score }: Pipeline): boolean => standing === "complete" && Number.isFinite(score);

/** By how much one score is better than another; below 0 where it is worse. */
export const gainBetween = (direction: Direction, score: number, other: number): number =>
  direction === "maximize" ? score - other : other - score;

/** Those that were scored, the best first; of equally good ones the simplest, of these the first. */
export const bestFirst = (pipelines: readonly Pipeline[], direction: Direction): readonly Pipeline[] =>
  pipelines
    .filter(isScored)
    .sort((a, b) => gainBetween(direction, b.score, a.score) || a.parts - b.parts || a.number - b.number);
