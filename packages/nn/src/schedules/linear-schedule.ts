import { withCard } from "@kaviar/base/card";
import { checkOptions } from "../check-numbers.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import { progressOver } from "./contract/progress-over.ts";
import type { Schedule } from "./contract/schedule.ts";

interface LinearOptions {
  readonly from: number;
  readonly to: number;
  /** Steps on the way; the whole run unless said. */
  readonly steps?: number;
}

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
  ({ from, to, steps }: LinearOptions): Schedule => {
    checkOptions("linearSchedule", "notNegative", { from, to });
    if (steps !== undefined) checkOptions("linearSchedule", "positive", { steps });
    return createSchedule({ from, to, ...(steps === undefined ? {} : { steps }) }, about, (at, { from, to, steps }) =>
      to
        .sub(from)
        .mul(progressOver(at, steps ?? at.steps))
        .add(from),
    );
  },
  { about },
);
