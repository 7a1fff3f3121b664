import type { Scored } from "./scored.ts";
import { mostEpochs } from "./time.ts";

/** Of the time that is left, so much is planned with: a training seldom takes longer than it did before. */
export const caution = 0.85;

/** Seconds in which a worker starts, and a graph is compiled and written. */
export const starting = 2.5;

/** Solving takes up to so many times as long on all rows: they are more, and as many may be solved side by side. */
const solving = 2;

/** Epochs of the training on all rows, at most: as long as a run was to be; of more time little more comes. */
export const wantedEpochs = ({ candidate: { training } }: Scored, rows: number): number =>
  mostEpochs(rows, (training as { readonly batch?: number } | undefined)?.batch ?? 1);

/** Seconds that the training of a candidate on all rows takes, if it may take as long as it needs. */
export const lastTraining = (member: Scored, rows: number, folds: number): number =>
  member.candidate.training === undefined
    ? starting + (solving * member.seconds) / folds
    : starting + (wantedEpochs(member, rows) * rows * member.pace) / caution;
