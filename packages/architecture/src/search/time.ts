import { parseDuration } from "@kaviar/base/text";
import { ArchitectureError } from "../error.ts";
import type { Budget } from "./options.ts";

/** The shares of a search's time: what candidates are tried in, what the best is trained on all rows in, and the rest. */
const shares = { search: 0.58, whole: 0.35 } as const;

/** The share of it that a search goes on to at most, where the best needs little time to be trained on all rows. */
const atMost = 0.92;

/** Milliseconds that choosing and judging take, and the share of the time that they take at least. */
const judging = { least: 1_500, share: 0.04 } as const;

/** Milliseconds that writing down what was found takes, and the share of the time that it takes at least. */
const closing = { least: 1_500, share: 0.03 } as const;

const share = ({ least, share }: typeof judging | typeof closing, total: number): number =>
  Math.max(least, share * total);

export interface Times {
  /** Milliseconds; undefined where candidates are counted. */
  readonly total: number | undefined;
  /** Milliseconds from the beginning by which the search itself is over. */
  readonly search: number;
  /** Seconds that a whole run of a candidate may take. */
  readonly whole: number | undefined;
  /** Milliseconds from the beginning by which the last training has to be over. */
  readonly training: number;
}

export const timesOf = (budget: Budget): Times => {
  if ("trials" in budget) {
    const never = Number.POSITIVE_INFINITY;
    return { total: undefined, search: never, whole: undefined, training: never };
  }
  const total = typeof budget.time === "number" ? budget.time : parseDuration(budget.time);
  if (total === undefined || !(total > 0))
    throw new ArchitectureError(
      "options",
      `A time is a number of milliseconds, or text such as "5m": got ${JSON.stringify(budget.time)}.`,
    );
  return {
    total,
    search: total * shares.search,
    whole: (total * shares.whole) / 1000,
    training: total - share(closing, total),
  };
};

/** Milliseconds from the beginning by which a search is over, of which the best needs so many seconds for its last training. */
export const endOf = ({ total, search, training }: Times, needed: number | undefined): number =>
  total === undefined || needed === undefined
    ? search
    : Math.max(search, Math.min(atMost * total, training - share(judging, total) - 1000 * needed));

/** So many steps a run has at most, and so many epochs at least and at most. */
const steps = 9_000;
const epochs = { least: 20, most: 300 } as const;

/** The most epochs of a whole run: few rows are seen more often. */
export const mostEpochs = (rows: number, batch: number): number =>
  Math.min(epochs.most, Math.max(epochs.least, Math.round(steps / Math.ceil(rows / batch))));
