import { withCard } from "@kaviar/base/card";
import { checkOptions } from "../check-numbers.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import { progressOver } from "./contract/progress-over.ts";
import type { Schedule } from "./contract/schedule.ts";

interface PolynomialOptions {
  readonly rate: number;
  readonly floor?: number;
  readonly power?: number;
  /** Steps until the floor; the whole run unless said. */
  readonly steps?: number;
}

const about = {
  name: "Polynomial decay",
  formula: "η_t = (η − η_min)(1 − t/T)^p + η_min, then η_min",
  use: "fine-tuning, segmentation (p = 0.9)",
  pitfall: "with p < 1 it falls off a cliff at the end",
  reference: "Liu, Rabinovich & Berg 2015",
  seeAlso: ["linearSchedule", "cosine"],
} as const;

/** From `rate` to `floor` as a power of what is left of the run: `polynomial({ rate: 0.1, power: 2 })`. */
export const polynomial = withCard(
  ({ rate, floor = 0, power = 1, steps }: PolynomialOptions): Schedule => {
    checkOptions("polynomial", "notNegative", { rate, floor });
    checkOptions("polynomial", "positive", { power, ...(steps === undefined ? {} : { steps }) });
    return createSchedule({ rate, floor, power, ...(steps === undefined ? {} : { steps }) }, about, (at, numbers) => {
      const left = progressOver(at, numbers.steps ?? at.steps)
        .neg()
        .add(1);
      return numbers.rate.sub(numbers.floor).mul(left.pow(numbers.power)).add(numbers.floor);
    });
  },
  { about },
);
