import { withCard } from "@kaviar/base/card";
import { notNegative } from "@kaviar/base/check";
import { argument } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import type { Schedule } from "./contract/schedule.ts";
import { type PlainSchedule, scheduleOf } from "./contract/schedule-of.ts";

const about = {
  name: "Warm-up",
  formula: "η_t·min(1, (t + 1)/w)",
  use: "transformers, large batches, Adam's first steps, while its averages know little",
  pitfall: "the schedule inside runs along meanwhile: what it does in the first w steps is hardly seen",
  reference: "Goyal et al. 2017",
  seeAlso: ["cosine", "sequenceOf", "radam"],
} as const;

const checkSteps = argument("warmup", "steps", notNegative.remedy("0 turns it off."));

/** The first `steps` steps of any schedule raised in a straight line: `warmup(exponentialDecay({ … }), 500)`. */
export const warmup = withCard(
  (inner: number | Schedule | PlainSchedule, steps: number): Schedule => {
    checkSteps(steps);
    const schedule = scheduleOf(inner);
    const numbers: Readonly<Record<string, number>> = { ...schedule.numbers, warmupSteps: steps };
    return createSchedule(numbers, about, (at, given) =>
      schedule(at, given).mul(at.step.add(1).div(given.warmupSteps!.maximum(1)).minimum(1)),
    );
  },
  { about },
);
