import { isFinished } from "../trial/record.ts";
import type { AddedTrial } from "./storage.ts";

/** The places of trials as they were told; then of those that are still to run. */
export const orderOfEnds = (trials: readonly AddedTrial[]): readonly number[] =>
  trials.map((_, place) => place).sort((a, b) => endOf(trials[a]!) - endOf(trials[b]!) || a - b);

const endOf = ({ trial }: AddedTrial): number =>
  isFinished(trial) ? (trial.toldIn ?? Number.MAX_SAFE_INTEGER) : Number.MAX_VALUE;

/** The last revision that any of some trials carries; 0 where none carries one. */
export const lastRevision = (trials: readonly AddedTrial[]): number =>
  trials.reduce((last, { trial: { seen = 0, askedIn = 0, toldIn = 0 } }) => Math.max(last, seen, askedIn, toldIn), 0);
