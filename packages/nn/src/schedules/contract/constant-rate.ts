import { checkOptions } from "../../check-numbers.ts";
import { createSchedule } from "./create-schedule.ts";
import type { Schedule } from "./schedule.ts";

export const aboutConstant: Schedule["about"] = {
  name: "Constant",
  formula: "η_t = η",
  use: "short runs, and to find a good rate",
  pitfall: "near a minimum the steps stay as large as far from it",
  reference: "Robbins & Monro 1951",
};

/** What a number is taken for where a schedule is wanted. */
export const constantRate = (rate: number): Schedule => {
  checkOptions("constant", "notNegative", { rate });
  return createSchedule({ rate }, aboutConstant, (_, numbers) => numbers.rate);
};
