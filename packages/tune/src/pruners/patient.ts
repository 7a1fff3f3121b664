import { TuneError } from "../error.ts";
import { goOn, type Pruner } from "./contract/pruner.ts";
import { checkCounts } from "./contract/schedule.ts";

export interface PatientOptions {
  /** How many steps beyond the latest one may pass without a better value. */
  readonly patience: number;
  /** By how much a value may be worse and still count as no loss. */
  readonly minDelta?: number;
}

/**
 * Lets another rule speak only when the trial has not got better for a while; alone, it stops the trial then.
 *
 * ```ts
 * patient(median(), { patience: 3 })
 * patient(undefined, { patience: 5, minDelta: 0.001 })        // early stopping: no other trial is asked
 * ```
 * Steps count in their own order, whatever the order in which they were reported.
 */
export const patient = (
  inner: Pruner | undefined,
  { patience, minDelta = 0 }: PatientOptions = {} as PatientOptions,
): Pruner => {
  if (patience === undefined)
    throw new TuneError("bad-count", "patient needs `patience`, got nothing.", {
      remedy: "Write `patient(undefined, { patience: 5 })`.",
    });
  checkCounts("patient", 0, { patience });
  if (!(minDelta >= 0)) throw new TuneError("bad-delta", `\`minDelta\` of patient must be ≥ 0, got ${minDelta}.`);
  return {
    name: inner === undefined ? "patient" : `patient ${inner.name}`,
    judge: (watch) => {
      const { values } = watch.curve;
      if (values.size <= patience + 1) return goOn;
      const steps = [...values.keys()].sort((a, b) => a - b);
      const bestOf = (some: readonly number[]) => Math.min(...some.map((step) => values.get(step)!));
      const before = bestOf(steps.slice(0, -patience - 1));
      const after = bestOf(steps.slice(-patience - 1));
      if (!(before + minDelta < after)) return goOn;
      if (inner !== undefined) return inner.judge(watch);
      return { stop: true, why: `${patience + 1} steps brought nothing better: the best is ${after} after ${before}` };
    },
    ...(inner?.promote && { promote: inner.promote }),
  };
};
