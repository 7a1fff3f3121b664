import type { Direction } from "@kaviar/tune";
import type { Fenced } from "../../charts/fenced.ts";
import { type Near, type Pointer, reach } from "../../charts/near.ts";
import { placing, type Span, spanBetween } from "../../charts/span.ts";
import type { Pipeline } from "./pipeline.ts";
import { type Scored, scoredBy, stepsOf } from "./steps.ts";

export interface ProgressData {
  readonly scored: readonly Scored[];
  readonly steps: readonly Scored[];
  readonly x: Span;
  readonly y: Span;
  /** How many of the worst are not shown, so that the others are seen apart. */
  readonly outside: number;
}

interface ProgressAim {
  readonly by: "trials" | "time";
  readonly direction: Direction;
  readonly label: string;
  readonly fenced: Fenced;
}

export const progressData = (
  pipelines: readonly Pipeline[],
  { by, direction, label, fenced }: ProgressAim,
): ProgressData => {
  const scored = scoredBy(pipelines, by);
  const scores = scored.map(({ pipeline }) => pipeline.score);
  const fence = fenced(scores, direction);
  const last = by === "trials" ? (pipelines.at(-1)?.number ?? 0) : (scored.at(-1)?.at ?? 0);
  const ends = [
    Math.max(Math.min(...scores), fence.min ?? -Infinity),
    Math.min(Math.max(...scores), fence.max ?? Infinity),
  ];
  return {
    scored,
    steps: stepsOf(scored, direction),
    x:
      by === "trials"
        ? { ...spanBetween("trial", 0, last, false), of: "counts" }
        : { label: "time searched", low: 0, high: 1.03 * last || 1, isLog: false, of: "times" },
    y: spanBetween(label, ends[0]!, ends[1]!, false),
    outside: fence.outside,
  };
};

/** The pipeline next to the pointer; of those within reach one that was a step. */
export const nearestScored = (
  { left, top, width, height }: Pointer,
  { scored, steps, x, y }: ProgressData,
): Near | undefined => {
  const [across, up] = [placing(x), placing(y)];
  let [found, nearest] = [undefined as Near | undefined, reach * reach];
  const look = ({ pipeline, at }: Scored) => {
    const place = { left: across(at) * width, top: (1 - up(pipeline.score)) * height };
    const distance = (place.left - left) ** 2 + (place.top - top) ** 2;
    if (distance < nearest) [found, nearest] = [{ trial: pipeline.number, ...place }, distance];
  };
  steps.forEach(look);
  if (found === undefined) scored.forEach(look);
  return found;
};
