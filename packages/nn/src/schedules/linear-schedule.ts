import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import { progressOver } from "./contract/progress-over.ts";
import type { Schedule } from "./contract/schedule.ts";

const read = options("linearSchedule", {
  /** Where it begins. */
  from: notNegative,
  /** Where it ends, and stays. */
  to: notNegative,
  /** Steps on the way; the whole run unless said. */
  steps: positive.optional(),
});

export type LinearScheduleOptions = OptionsOf<typeof read>;

const about = {
  name: "Linear",
  formula: "η_t = a + (b − a)·min(t/T, 1)",
  use: "down to 0 over a run: as good as cosine on many tasks; up, as a warm-up or a range test",
  pitfall: "to exactly 0 the last steps do nothing",
  reference: "Howard & Ruder 2018",
  seeAlso: ["polynomial", "cosine", "warmup"],
} as const;

/** In a straight line: `linearSchedule({ from: 1e-3, to: 0 })`. */
export const linearSchedule = withCard(
  (given: LinearScheduleOptions): Schedule => {
    const { from, to, steps } = read(given);
    return createSchedule({ from, to, ...(steps === undefined ? {} : { steps }) }, about, (at, { from, to, steps }) =>
      to
        .sub(from)
        .mul(progressOver(at, steps ?? at.steps))
        .add(from),
    );
  },
  { about },
);
