import type { Scored } from "./scored.ts";
import { mostEpochs } from "./time.ts";

/** Of the time that is left, so much is planned with: a training seldom takes longer than it did before. */
export const caution = 0.85;

/** Seconds in which a worker starts, and a graph is compiled and written. */
export const starting = 2.5;

/**
 * What is solved takes so many times as long as it took: its encoding and that of what it is compared with are learned anew to
 * judge both, and then it is solved on all rows, which are more.
 */
const solving = 3;

/** Epochs of the training on all rows, at most: as long as a run was to be; of more time little more comes. */
export const wantedEpochs = ({ candidate: { training } }: Scored, rows: number): number =>
  mostEpochs(rows, (training as { readonly batch?: number } | undefined)?.batch ?? 1);

/** Seconds that judging a candidate and training it on all rows take, if they may take as long as they need. */
export const lastTraining = (member: Scored, rows: number, folds: number): number =>
  member.candidate.training === undefined
    ? starting + (solving * member.seconds) / folds
    : starting + (wantedEpochs(member, rows) * rows * member.pace) / caution;
