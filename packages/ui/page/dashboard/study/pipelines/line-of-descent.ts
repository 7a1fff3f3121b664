import type { Direction } from "@kaviar/tune";
import { gainBetween, isScored, type Pipeline } from "./pipeline.ts";

/** A pipeline in a line of descent. */
export interface Ancestor {
  readonly pipeline: Pipeline;
  /** Its column from the left, each as far to the right as its children let it be: no way leads past another pipeline. */
  readonly generation: number;
  /** Its parents, as far as they are shown too. */
  readonly parents: readonly number[];
  /** By how much it is better than the best of these; undefined where it has none. */
  readonly gain: number | undefined;
}

/** So many are shown at most, the nearest: nobody follows a line further. */
const most = 40;

/** A pipeline and those that it comes from, in the order in which they were tried: parents before children. */
export const lineOf = (
  number: number,
  byNumber: ReadonlyMap<number, Pipeline>,
  direction: Direction,
): readonly Ancestor[] => {
  const found = new Map<number, Pipeline>();
  for (let generation = [number]; generation.length > 0 && found.size < most; ) {
    const next: number[] = [];
    for (const each of generation) {
      const pipeline = byNumber.get(each);
      if (pipeline === undefined || found.has(each) || found.size === most) continue;
      found.set(each, pipeline);
      next.push(...pipeline.parents);
    }
    generation = next;
  }
  const inOrder = [...found.values()].sort((a, b) => a.number - b.number);
  /** How many generations it takes at most from one to the last. */
  const before = new Map([[number, 0]]);
  for (const { number, parents } of inOrder.toReversed())
    for (const parent of parents) before.set(parent, Math.max(before.get(parent) ?? 0, before.get(number)! + 1));
  const generations = Math.max(...inOrder.map((each) => before.get(each.number)!));
  const line = new Map<number, Ancestor>();
  for (const pipeline of inOrder) {
    const parents = pipeline.parents.flatMap((parent) => line.get(parent) ?? []);
    const scored = [pipeline, ...parents.map((parent) => parent.pipeline)].every(isScored);
    line.set(pipeline.number, {
      pipeline,
      generation: generations - before.get(pipeline.number)!,
      parents: parents.map((parent) => parent.pipeline.number),
      gain:
        parents.length === 0 || !scored
          ? undefined
          : Math.min(...parents.map((parent) => gainBetween(direction, pipeline.score, parent.pipeline.score))),
    });
  }
  return [...line.values()];
};

/** Those that were made of a pipeline, the scored ones first, the best of these first. */
export const childrenOf = (number: number, pipelines: readonly Pipeline[], direction: Direction): readonly Pipeline[] =>
  pipelines
    .filter(({ parents }) => parents.includes(number))
    .sort(
      (a, b) =>
        Number(isScored(b)) - Number(isScored(a)) ||
        (isScored(a) ? gainBetween(direction, b.score, a.score) : 0) ||
        a.number - b.number,
    );
