/**
 * Where a trial's point comes from, and whether that was given to the study rather than found by it.
 *
 * - `sampler`: the study's sampler proposed it.
 * - `drawn`: nothing that the sampler proposed may be asked, so the study drew a free point.
 * - `enqueued`: somebody enqueued it; `enqueued-part`: a part of it, and the sampler filled in the rest.
 * - `warm-start`: one of the best points of an earlier study; `warm-start-part`: as much of one as the space holds.
 * - `added`: it ran elsewhere, and was added with what it came to.
 *
 * How often a trial was handed out (`attempt`) and whose checkpoint it starts from (`cloneOf`) are fields of their own.
 */
const given = {
  sampler: false,
  drawn: false,
  enqueued: true,
  "enqueued-part": true,
  "warm-start": true,
  "warm-start-part": true,
  added: true,
} as const;

export type TrialOrigin = keyof typeof given;

/** Whether a point, or a part of it, was given to the study: asked again, its sampler would propose another one. */
export const isGiven = (origin: TrialOrigin | undefined): boolean => origin !== undefined && given[origin];
