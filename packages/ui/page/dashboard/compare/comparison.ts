import type { Progress } from "../../../src/reading/progress.ts";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { type Near, type Pointer, reach } from "../charts/near.ts";
import { placing, type Span, spanBetween } from "../charts/span.ts";

/** The best so far of one study: steps. */
interface Line {
  readonly study: StudySummary;
  /** Its place among all that are compared, which its colour is by. */
  readonly place: number;
  readonly points: Progress["byTrial"];
  /** Where it ends: the last trial, or the last end. */
  readonly end: number;
}

export interface Comparison {
  readonly lines: readonly Line[];
  readonly x: Span;
  readonly y: Span;
}

/** From this on, what lies between the best and the first value would be squashed on an even axis. */
const logFrom = 20;

export const comparisonOf = (
  studies: readonly StudySummary[],
  all: readonly Progress[],
  by: "trials" | "time",
  label: string,
): Comparison => {
  const lines = studies.flatMap((study, place) => {
    const progress = all.find(({ id }) => id === study.id);
    if (progress === undefined || progress.byTrial.length === 0) return [];
    const isByTrials = by === "trials";
    return [
      {
        study,
        place,
        points: isByTrials ? progress.byTrial : progress.byTime,
        end: isByTrials ? progress.last : progress.took,
      },
    ];
  });
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const end = Math.max(...lines.map((line) => line.end));
  return {
    lines,
    x:
      by === "trials"
        ? { ...spanBetween("trial", 0, end, false), of: "counts" }
        : { label: "since the first start", low: 0, high: end || 1, isLog: false, of: "times" },
    y: spanBetween(label, low, high, low > 0 && high / low >= logFrom),
  };
};

/** Which studies aim at what the first of them does, and so have values that can be compared. */
export const comparable = (studies: readonly StudySummary[], objective: number): readonly StudySummary[] =>
  studies.filter(({ directions }) => directions[objective] === studies[0]!.directions[objective]);

/** A step and where it is: `trial` is the place of its line times a million, and its own place in it. */
export const nearestStep = ({ left, top, width, height }: Pointer, { lines, x, y }: Comparison): Near | undefined => {
  const [across, up] = [placing(x), placing(y)];
  let [found, nearest] = [undefined as Near | undefined, reach];
  for (const [line, { points, end }] of lines.entries()) {
    const step = points.findLastIndex(({ at }) => across(at) * width <= left + 3);
    if (step < 0 || across(end) * width < left - reach) continue;
    const atTop = (1 - up(points[step]!.value)) * height;
    if (Math.abs(atTop - top) < nearest)
      [found, nearest] = [{ trial: line * million + step, left, top: atTop }, Math.abs(atTop - top)];
  }
  return found;
};

const million = 1_000_000;

/** The line and the point of it that `nearestStep` has found. */
export const stepOf = ({ lines }: Comparison, found: number) => {
  const line = lines[Math.floor(found / million)];
  const point = line?.points[found % million];
  return line === undefined || point === undefined ? undefined : { line, point };
};
