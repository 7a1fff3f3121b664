import { law } from "@kaviar/base/check";
import type { Schedule } from "../../schedules/contract/schedule.ts";
import type { PlainSchedule } from "../../schedules/contract/schedule-of.ts";
import type { Link } from "./link.ts";

/**
 * A learning rate: a number, a schedule, a function of where the run is, or a link that applies a rate of its own
 * (`reduceOnPlateau`).
 */
export type Rate = number | Schedule | PlainSchedule | Link;

export const rateLaw = law<Rate>(
  "a number ≥ 0, a schedule or a link that applies a rate",
  (rate) =>
    typeof rate === "number"
      ? rate >= 0 && rate < Infinity
      : typeof rate === "function" || (typeof rate === "object" && rate !== null && "update" in rate),
  "Write rate: 1e-3, or rate: cosine({ peak: 1e-3 }).",
);
