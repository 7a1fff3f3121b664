import type { Direction } from "@kaviar/tune";
import { gainBetween, isScored, type Pipeline } from "./pipeline.ts";

/** A pipeline that was scored, and where: by its number, or after how many milliseconds of searching. */
export interface Scored {
  readonly pipeline: Pipeline;
  readonly at: number;
}

/** All that were scored, in that order. */
export const scoredBy = (pipelines: readonly Pipeline[], by: "trials" | "time"): readonly Scored[] => {
  const scored = pipelines.filter(isScored);
  if (by === "trials") return scored.map((pipeline) => ({ pipeline, at: pipeline.number }));
  const clock = clockOf(pipelines);
  return scored
    .map((pipeline) => ({ pipeline, at: clock(pipeline.finishedAt) }))
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at || a.pipeline.number - b.pipeline.number);
};

/** Those that were better than all before them. */
export const stepsOf = (scored: readonly Scored[], direction: Direction): readonly Scored[] => {
  const steps: Scored[] = [];
  for (const each of scored) {
    const last = steps.at(-1);
    if (last === undefined || gainBetween(direction, each.pipeline.score, last.pipeline.score) > 0) steps.push(each);
  }
  return steps;
};

/** In milliseconds: where nothing was tried for so long, nobody searched. */
const quiet = 10_000;

/** How long was searched until a moment: a search may be left alone for a night, and go on. */
const clockOf = (pipelines: readonly Pipeline[]): ((moment: number) => number) => {
  const begun = pipelines.filter(({ startedAt }) => Number.isFinite(startedAt));
  const inOrder = begun.toSorted((a, b) => a.startedAt - b.startedAt);
  /** Where a stretch of searching began, and how much had been searched until then. */
  const stretches: { readonly from: number; readonly before: number }[] = [];
  let busyUntil = Number.NEGATIVE_INFINITY;
  for (const { startedAt, finishedAt } of inOrder) {
    const last = stretches.at(-1);
    if (last === undefined) stretches.push({ from: startedAt, before: 0 });
    else if (startedAt - busyUntil > quiet)
      stretches.push({ from: startedAt, before: last.before + busyUntil - last.from });
    busyUntil = Math.max(busyUntil, finishedAt || startedAt);
  }
  return (moment) => {
    const own = stretches.findLast(({ from }) => from <= moment);
    return own === undefined ? Number.NaN : own.before + moment - own.from;
  };
};
