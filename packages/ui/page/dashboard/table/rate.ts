import type { TrialTable } from "./trial-table.ts";

/** In milliseconds: what is said of the present rests on the trials of so long. */
const recent = 5 * 60_000;

/**
 * How many trials end in a minute, by those of the last five or since the first of them started; undefined where none ended in that
 * time. Times are by the clocks of the machines that ran them.
 */
export const trialsAMinute = (
  { rows, standing, startedAt, finishedAt }: TrialTable,
  now: number,
): number | undefined => {
  let [ended, first] = [0, Infinity];
  for (let number = 0; number < rows; number++) {
    if (Number.isNaN(standing[number]!)) continue;
    if (startedAt[number]! < first) first = startedAt[number]!;
    if (finishedAt[number]! > now - recent) ended++;
  }
  const minutes = Math.min(now - first, recent) / 60_000;
  return ended === 0 || !(minutes > 0) ? undefined : ended / minutes;
};
