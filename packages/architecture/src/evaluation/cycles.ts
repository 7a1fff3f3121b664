/**
 * A run is three cycles of the rate, each from its height to nothing (Loshchilov & Hutter 2017), each begun with what the
 * one before has learned: so its end can be compared with the end of any other, and what is paused there loses nothing
 * when it goes on.
 */
export const cycles = [
  { share: 1 / 8, step: 1 },
  { share: 2 / 8, step: 3 },
  { share: 5 / 8, step: 8 },
] as const;

/** How long a whole run may take, and the most epochs that it may have. */
export interface Plan {
  /** Seconds of all folds together; undefined where runs are counted in epochs alone. */
  readonly seconds: number | undefined;
  readonly epochs: number;
}

export interface Extent {
  readonly epochs: number;
  /** How many of the rows, where not even one epoch has the time. */
  readonly rows: number;
}

/** Fewer steps than these say nothing: running averages of batch norm are not there yet. */
const fewest = 30;

/** The epochs of a cycle, by the seconds that a row takes. */
export const extentOf = (
  { seconds, epochs: most }: Plan,
  { share, rows, batch, folds, pace }: { share: number; rows: number; batch: number; folds: number; pace: number },
): Extent => {
  const counted = Math.max(1, Math.round(share * most));
  if (seconds === undefined) return { epochs: counted, rows };
  const possible = (share * seconds) / folds / pace / rows;
  const least = Math.ceil(fewest / Math.ceil(rows / batch));
  if (possible >= 1) return { epochs: Math.max(least, Math.min(counted, Math.floor(possible))), rows };
  return { epochs: 1, rows: Math.min(rows, Math.max(fewest * batch, Math.floor(possible * rows))) };
};
