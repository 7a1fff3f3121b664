import type { Direction } from "@kaviar/tune";
import { standings } from "../../../../src/columns/standing.ts";
import type { StudySummary } from "../../../../src/reading/study-summary.ts";
import type { Fenced } from "../../charts/fenced.ts";
import { type Near, type Pointer, reach } from "../../charts/near.ts";
import { placing, type Span, spanBetween } from "../../charts/span.ts";
import { objectiveLabel } from "../../objective-label.ts";
import type { TrialTable } from "../../table/trial-table.ts";
import { frontOf } from "./front.ts";

export interface ParetoData {
  readonly table: TrialTable;
  readonly x: Span;
  readonly y: Span;
  readonly across: Float64Array;
  readonly up: Float64Array;
  /** By number, from left to right. */
  readonly front: readonly number[];
  /** How many trials are drawn, and how many of them lie beyond the ends of the axes. */
  readonly drawn: number;
  readonly outside: number;
  /** Of two objectives the front is a line of steps, by which way the one across is better; of more it is a cloud. */
  readonly steps: Direction | undefined;
}

const shownStandings = new Set([standings.indexOf("complete"), standings.indexOf("infeasible")]);

/** Whether a trial has a place: complete ones have, also such as break their constraints. */
const isPlaced = ({ table, across, up }: Pick<ParetoData, "table" | "across" | "up">, number: number): boolean =>
  shownStandings.has(table.standing[number]!) && Number.isFinite(across[number]!) && Number.isFinite(up[number]!);

/** Where it is fenced, a few trials that are much worse do not squash the others. */
export const paretoData = (
  study: StudySummary,
  table: TrialTable,
  [x, y]: readonly [number, number],
  fenced?: Fenced,
): ParetoData => {
  const [across, up] = [table.values[x]!, table.values[y]!];
  const placed: number[] = [];
  for (let number = 0; number < table.rows; number++) if (isPlaced({ table, across, up }, number)) placed.push(number);
  const [xs, ys] = [
    endsOf(placed, across, study.directions[x]!, fenced),
    endsOf(placed, up, study.directions[y]!, fenced),
  ];
  const front = [...frontOf(table, study.directions)].sort((a, b) => across[a]! - across[b]!);
  return {
    table,
    across,
    up,
    front,
    drawn: placed.length,
    outside: placed.filter((number) => isBeyond(across[number]!, xs) || isBeyond(up[number]!, ys)).length,
    x: spanBetween(aimWords(study, x), xs.low, xs.high, isWideApart(xs)),
    y: spanBetween(aimWords(study, y), ys.low, ys.high, isWideApart(ys)),
    steps: study.directions.length === 2 ? study.directions[x] : undefined,
  };
};

/** From this on, what lies between would be squashed on an even axis. */
const logFrom = 1_000;

interface Ends {
  readonly low: number;
  readonly high: number;
}

const isWideApart = ({ low, high }: Ends): boolean => high / low >= logFrom;
const isBeyond = (value: number, { low, high }: Ends): boolean => value < low || value > high;

const endsOf = (
  placed: readonly number[],
  values: Float64Array,
  direction: Direction,
  fenced: Fenced | undefined,
): Ends => {
  let [low, high] = [Infinity, -Infinity];
  for (const number of placed) [low, high] = [Math.min(low, values[number]!), Math.max(high, values[number]!)];
  if (fenced === undefined || isWideApart({ low, high })) return { low, high };
  const { min = low, max = high } = fenced(
    placed.map((number) => values[number]!),
    direction,
  );
  return { low: Math.max(low, min), high: Math.min(high, max) };
};

const aimWords = (study: StudySummary, objective: number): string =>
  `${objectiveLabel(study, objective)}, ${study.directions[objective] === "maximize" ? "more" : "less"} is better`;

/** The trial next to the pointer; where one of the front is within reach, that. */
export const nearestAim = ({ left, top, width, height }: Pointer, data: ParetoData): Near | undefined => {
  const [x, y] = [placing(data.x), placing(data.y)];
  let [found, nearest] = [undefined as Near | undefined, reach * reach];
  const look = (number: number) => {
    const place = { left: x(data.across[number]!) * width, top: (1 - y(data.up[number]!)) * height };
    const distance = (place.left - left) ** 2 + (place.top - top) ** 2;
    if (distance < nearest) [found, nearest] = [{ trial: number, ...place }, distance];
  };
  for (const number of data.front) look(number);
  if (found !== undefined) return found;
  for (let number = 0; number < data.table.rows; number++) if (isPlaced(data, number)) look(number);
  return found;
};
