import { TableError } from "../error.ts";

interface Folds {
  readonly done: number;
  readonly all: number;
  /** What all folds may take; undefined where they take what they take. */
  readonly seconds: number | undefined;
}

/** Folds differ a little: what is over its time by less may still end in it. */
const doubt = 1.1;

/** Refuses to go on with a pipeline that will not end in its time, as soon as that can be seen. */
export const refuseTooLong = (took: number, { done, all, seconds = Number.POSITIVE_INFINITY }: Folds): void => {
  const expected = (took / done) * all;
  if (expected <= seconds * doubt) return;
  throw new TableError(
    "data",
    `A pipeline is scored in its time: ${done} of ${all} folds took ${took.toFixed(1)} s, so that all would take ${expected.toFixed(0)} of ${seconds} s.`,
    { remedy: "Give the search more time, or fewer rows or folds." },
  );
};
