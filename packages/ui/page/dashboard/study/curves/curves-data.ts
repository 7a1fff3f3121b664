import type { Direction } from "@kaviar/tune";
import { type Standing, standings } from "../../../../src/columns/standing.ts";
import type { Fenced } from "../../charts/fenced.ts";
import { type Span, spanBetween } from "../../charts/span.ts";
import type { TrialTable } from "../../table/trial-table.ts";
import type { Curve } from "./curve.ts";

/** A curve of one objective, as it is drawn. */
export interface DrawnCurve {
  readonly number: number;
  readonly standing: Standing;
  readonly step: Float64Array;
  readonly value: Float64Array;
}

export interface CurvesData {
  readonly curves: readonly DrawnCurve[];
  /** The trial with the best value among them. */
  readonly best: number | undefined;
  readonly x: Span;
  readonly y: Span;
  /** How many points lie beyond the axis of values. */
  readonly outside: number;
}

interface CurvesAim {
  readonly objective: number;
  readonly direction: Direction;
  readonly label: string;
  readonly fenced: Fenced;
}

/** From this on, what lies between 0 and the largest value would be squashed on an even axis. */
const logFrom = 20;

export const curvesData = (
  curves: readonly Curve[],
  { standing, values }: TrialTable,
  { objective, direction, label, fenced }: CurvesAim,
): CurvesData => {
  const drawn = curves.map(({ number, step, values }) => ({
    number,
    standing: standings[standing[number]!]!,
    step,
    value: values[objective]!,
  }));
  const finite = drawn.flatMap(({ value }) => [...value].filter(Number.isFinite));
  const [low, high] = endsOf(finite);
  const steps = endsOf(drawn.flatMap(({ step }) => [step[0]!, step.at(-1)!]));
  const isLog = low > 0 && high / low >= logFrom;
  const fence = isLog ? { outside: 0 } : fenced(finite, direction);
  const sign = direction === "maximize" ? -1 : 1;
  const complete = drawn.filter(
    (curve) => curve.standing === "complete" && Number.isFinite(values[objective]![curve.number]!),
  );
  const best = complete.reduce<number | undefined>(
    (leader, { number }) =>
      leader === undefined || sign * values[objective]![number]! < sign * values[objective]![leader]! ? number : leader,
    undefined,
  );
  return {
    curves: drawn,
    best,
    x: { ...spanBetween("step", ...steps, false), of: "counts" },
    y: spanBetween(label, fence.min ?? low, fence.max ?? high, isLog),
    outside: fence.outside,
  };
};

const endsOf = (numbers: readonly number[]): [number, number] => {
  let [low, high] = [Infinity, -Infinity];
  for (const each of numbers) [low, high] = [Math.min(low, each), Math.max(high, each)];
  return [low, high];
};
