import type { Card } from "@kaviar/base/card";
import { notNegative, type OptionsOf, whole } from "@kaviar/base/check";
import { options } from "../options.ts";
import { goOn, type Pruner } from "./contract/pruner.ts";

const read = options("patient", {
  /** How many steps beyond the latest one may pass without a better value. */
  patience: whole().remedy("Write `patient(undefined, { patience: 5 })`."),
  /** By how much a value may be worse and still count as no loss. */
  minDelta: notNegative.remedy("0 turns it off.").default(0),
});

export type PatientOptions = OptionsOf<typeof read>;

/**
 * Lets another rule speak only when the trial has not got better for a while; alone, it stops the trial then.
 *
 * ```ts
 * patient(median(), { patience: 3 })
 * patient(undefined, { patience: 5, minDelta: 0.001 })        // early stopping: no other trial is asked
 * ```
 * Steps count in their own order, whatever the order in which they were reported.
 */
export const patient = (inner: Pruner | undefined, given: PatientOptions): Pruner => {
  const { patience, minDelta } = read(given);
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

patient.about = {
  name: "Patience",
  formula: "another rule may speak only if the best of the last p + 1 steps > best before + δ",
  use: "noisy curves; alone it is early stopping",
  pitfall: "too much of it is no pruning at all: what it saves begins p + 1 steps late",
  reference: "Prechelt 1998",
  seeAlso: ["median", "plateau"],
} satisfies Card;
