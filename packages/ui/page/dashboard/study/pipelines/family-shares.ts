import type { Direction } from "@kaviar/tune";
import { gainBetween, isScored, type Pipeline } from "./pipeline.ts";

/** All pipelines of one kind of model: what they took, and what came of it. */
export interface Family {
  readonly name: string;
  readonly count: number;
  /** Milliseconds of all its pipelines, and their share of those of all. */
  readonly took: number;
  readonly share: number;
  readonly best: Pipeline | undefined;
}

/** The families, those that took longest first. */
export const familiesOf = (pipelines: readonly Pipeline[], direction: Direction): readonly Family[] => {
  const families = new Map<string, { count: number; took: number; best: Pipeline | undefined }>();
  let all = 0;
  for (const pipeline of pipelines) {
    const { family, startedAt, finishedAt } = pipeline;
    if (family === undefined) continue;
    const own = families.get(family) ?? { count: 0, took: 0, best: undefined };
    families.set(family, own);
    own.count++;
    const took = Math.max(finishedAt - startedAt, 0) || 0;
    own.took += took;
    all += took;
    if (!isScored(pipeline)) continue;
    if (own.best === undefined || gainBetween(direction, pipeline.score, own.best.score) > 0) own.best = pipeline;
  }
  return [...families]
    .map(([name, own]) => ({ name, ...own, share: all === 0 ? 0 : own.took / all }))
    .sort((a, b) => b.took - a.took || b.count - a.count);
};
