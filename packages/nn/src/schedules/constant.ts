import { withCard } from "../cards/with-card.ts";
import { checkOptions } from "../optimizers/check-options.ts";
import { createSchedule } from "./create-schedule.ts";
import type { Schedule } from "./schedule.ts";

const about = {
  name: "Constant",
  formula: "η_t = η",
  use: "short runs, and to find a good rate",
  pitfall: "near a minimum the steps stay as large as far from it",
  reference: "Robbins & Monro 1951",
} as const;

/** The same rate all along: what a number is taken for. */
export const constant = withCard(
  (rate: number): Schedule => {
    checkOptions("constant", "notNegative", { rate });
    return createSchedule({ rate }, about, (_, numbers) => numbers.rate);
  },
  { about },
);
