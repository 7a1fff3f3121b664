import { standings } from "../../../src/columns/standing.ts";
import { type TrialTable, valueAt } from "../table/trial-table.ts";

/** What one process ran. */
export interface Lane {
  /** `host:pid:…`. */
  readonly owner: string;
  /** Numbers of its trials that have started, from the first started on. */
  readonly trials: readonly number[];
}

export interface TimelineData {
  readonly table: TrialTable;
  readonly lanes: readonly Lane[];
  /** How many processes there are with those that have no lane, and how many trials all lanes have. */
  readonly processes: number;
  readonly drawn: number;
  /** Milliseconds since 1970: from the first start to the last end that is known. */
  readonly from: number;
  readonly to: number;
}

const mostLanes = 24;

/** When a trial ended; what still runs has run until now. */
export const endOf = ({ finishedAt }: TrialTable, number: number, now: number): number =>
  Number.isNaN(finishedAt[number]!) ? now : finishedAt[number]!;

export const timelineOf = (table: TrialTable, now: number): TimelineData => {
  const byOwner = new Map<number, number[]>();
  let [from, to] = [Infinity, -Infinity];
  for (let number = 0; number < table.rows; number++) {
    const [owner, startedAt] = [table.owner.numbers[number]!, table.startedAt[number]!];
    const isShown = !Number.isNaN(table.standing[number]!) && standings[table.standing[number]!] !== "waiting";
    if (!isShown || Number.isNaN(owner) || Number.isNaN(startedAt)) continue;
    const own = byOwner.get(owner) ?? [];
    if (own.length === 0) byOwner.set(owner, own);
    own.push(number);
    from = Math.min(from, startedAt);
    to = Math.max(to, endOf(table, number, now));
  }
  for (const own of byOwner.values()) own.sort((a, b) => table.startedAt[a]! - table.startedAt[b]!);
  const lanes = [...byOwner.values()]
    .map((trials) => ({ owner: String(valueAt(table.owner, trials[0]!)), trials }))
    .sort((a, b) => table.startedAt[a.trials[0]!]! - table.startedAt[b.trials[0]!]!)
    .slice(0, mostLanes);
  const drawn = lanes.reduce((sum, { trials }) => sum + trials.length, 0);
  return { table, lanes, processes: byOwner.size, drawn, from, to: Math.max(to, from + 1) };
};

/**
 * How many trials a process ran at once, on average over each pixel: a row for each standing. A trial counts as much as it
 * covers of the pixel, so a thousand short ones one after the other are as strong as one long one.
 */
export const busyOf = (
  table: TrialTable,
  { trials }: Lane,
  {
    from,
    to,
    now,
    pixels,
  }: { readonly from: number; readonly to: number; readonly now: number; readonly pixels: number },
): readonly Float64Array[] => {
  const busy = standings.map(() => new Float64Array(pixels));
  // What begins at a pixel and goes on: the pixels between both ends of a trial are not visited one by one.
  const steps = standings.map(() => new Float64Array(pixels + 1));
  const perPixel = (to - from) / pixels;
  for (const number of trials) {
    const start = Math.max((table.startedAt[number]! - from) / perPixel, 0);
    const end = Math.min((endOf(table, number, now) - from) / perPixel, pixels);
    if (!(end >= start) || start >= pixels) continue;
    const [first, last] = [Math.floor(start), Math.min(Math.floor(end), pixels - 1)];
    const [own, step] = [busy[table.standing[number]!]!, steps[table.standing[number]!]!];
    if (first === last) own[first]! += end - start;
    else {
      own[first]! += first + 1 - start;
      own[last]! += end - last;
      step[first + 1]! += 1;
      step[last]! -= 1;
    }
  }
  for (const [standing, own] of busy.entries()) {
    let running = 0;
    for (let pixel = 0; pixel < pixels; pixel++) {
      running += steps[standing]![pixel]!;
      own[pixel]! += running;
    }
  }
  return busy;
};

/** The trial that a process ran at a time: of several the one that started last. */
export const trialAt = (
  table: TrialTable,
  { trials }: Lane,
  time: number,
  reach: number,
  now: number,
): number | undefined =>
  trials.findLast((number) => table.startedAt[number]! <= time + reach && endOf(table, number, now) >= time - reach);
