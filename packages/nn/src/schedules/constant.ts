import { createSchedule } from "./create-schedule.ts";
import type { Schedule } from "./schedule.ts";

/** The same rate all along. */
export const constant = (rate: number): Schedule =>
  createSchedule(
    { rate },
    {
      name: "Constant",
      formula: "η_t = η",
      use: "short runs, and to find a good rate",
      pitfall: "near a minimum the steps stay as large as far from it",
      reference: "Robbins & Monro 1951",
    },
    (_, numbers) => numbers.rate,
  );
