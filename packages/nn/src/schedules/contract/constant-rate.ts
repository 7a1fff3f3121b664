import { notNegative } from "@kaviar/base/check";
import { argument } from "../../options.ts";
import { createSchedule } from "./create-schedule.ts";
import type { Schedule } from "./schedule.ts";

export const aboutConstant: Schedule["about"] = {
  name: "Constant",
  formula: "η_t = η",
  use: "short runs, and to find a good rate",
  pitfall: "near a minimum the steps stay as large as far from it",
  reference: "Robbins & Monro 1951",
};

const checkRate = argument("constant", "rate", notNegative);

/** What a number is taken for where a schedule is wanted. */
export const constantRate = (rate: number): Schedule => {
  checkRate(rate);
  return createSchedule({ rate }, aboutConstant, (_, numbers) => numbers.rate);
};
