import { withCard } from "@kaviar/base/card";
import { createSchedule } from "./contract/create-schedule.ts";
import type { Schedule } from "./contract/schedule.ts";
import { type PlainSchedule, scheduleOf } from "./contract/schedule-of.ts";

const about = {
  name: "By epoch",
  formula: "η(⌊t/e⌋, ⌈T/e⌉), e steps in an epoch",
  use: "recipes that count epochs",
  pitfall: "the rate changes between epochs only, so with few of them in jumps; a warm-up of one epoch is none",
  reference: "Keras and PyTorch step schedules so",
  seeAlso: ["stepDecay", "piecewise"],
} as const;

/** A schedule that counts epochs in place of steps: `byEpoch(stepDecay({ rate: 0.1, every: 30 }))`. */
export const byEpoch = withCard(
  (inner: number | Schedule | PlainSchedule): Schedule => {
    const schedule = scheduleOf(inner);
    return createSchedule(schedule.numbers, about, ({ step, steps, stepsPerEpoch }, numbers) =>
      schedule(
        {
          step: step.div(stepsPerEpoch).floor(),
          steps: steps.div(stepsPerEpoch).ceil(),
          stepsPerEpoch: stepsPerEpoch.mul(0).add(1),
        },
        numbers,
      ),
    );
  },
  { about },
);
