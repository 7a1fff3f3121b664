import { standings } from "../../../../src/columns/standing.ts";
import type { StudySummary } from "../../../../src/reading/study-summary.ts";
import { inLane, placing, type Span, spanBetween, spanOfChoices } from "../../charts/span.ts";
import type { Brushed } from "../../filter/brush.ts";
import { objectiveLabel } from "../../objective-label.ts";
import type { TableColumn, TableParam, TrialTable } from "../../table/trial-table.ts";

/** One of the upright axes, as filters name it. */
export interface ParallelAxis extends Brushed {
  readonly span: Span;
  /** Whether some trials lack it: they pass below its foot. */
  readonly hasAbsent: boolean;
  /** By number, where each trial passes: from 0, the foot, to 1; NaN where it lacks it. */
  readonly places: Float32Array;
}

/** More than a screen has room for. */
export const mostAxes = 12;

export interface ParallelAxes {
  readonly axes: readonly ParallelAxis[];
  /** How many parameters there are, those of one value only left out, and how many of them have an axis. */
  readonly differing: number;
  readonly drawn: number;
}

/** The parameters that differ, and then the objectives: of all trials, so that an axis stays where it is while some are kept. */
export const parallelAxes = (study: StudySummary, table: TrialTable): ParallelAxes => {
  const objectives = study.directions.map((_, at) => {
    const label = objectiveLabel(study, at);
    // The first has a word of its own, whatever it is called.
    const named = at === 0 ? { name: "value", isCommon: true } : { name: label, isCommon: false };
    return axisOf(table, { numbers: table.values[at]! }, label, named);
  });
  const params = table.params.filter((param) => differs(table, param));
  const shown = params
    .slice(0, mostAxes - objectives.length)
    .map((param) => axisOf(table, param, param.name, { name: param.name, isCommon: false }));
  return { axes: [...shown, ...objectives], differing: params.length, drawn: shown.length };
};

/** Of those that have ended: whoever has not may have its parameters and values yet to come. */
const ended = standings.indexOf("running");

const differs = ({ rows, standing }: TrialTable, { numbers }: TableColumn): boolean => {
  let first: number | undefined;
  for (let number = 0; number < rows; number++) {
    if (!(standing[number]! < ended)) continue;
    first ??= numbers[number]!;
    if (!Object.is(first, numbers[number]!)) return true;
  }
  return false;
};

const axisOf = (
  { rows, standing }: TrialTable,
  { numbers, choices, log }: Pick<TableParam, "numbers" | "choices" | "log">,
  label: string,
  named: Brushed,
): ParallelAxis => {
  let [low, high, hasAbsent] = [Infinity, -Infinity, false];
  for (let number = 0; number < rows; number++) {
    const value = numbers[number]!;
    if (!Number.isFinite(value)) hasAbsent ||= standing[number]! < ended;
    else if (!Number.isNaN(standing[number]!)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  const span = choices === undefined ? spanBetween(label, low, high, log === true) : spanOfChoices(label, choices);
  const place = placing(span);
  const places = new Float32Array(rows).fill(Number.NaN);
  for (let number = 0; number < rows; number++) {
    const value = numbers[number]!;
    if (Number.isFinite(value)) places[number] = place(choices === undefined ? value : value + 0.25 * inLane(number));
  }
  return { ...named, span, hasAbsent, places };
};
