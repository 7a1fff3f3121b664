import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import { progressOver } from "./contract/progress-over.ts";
import type { Schedule } from "./contract/schedule.ts";

const read = options("polynomial", {
  /** Where it begins. */
  rate: notNegative,
  /** Where it ends. */
  floor: notNegative.remedy("0 turns it off.").default(0),
  /** 1 is a straight line; the higher, the sooner it falls. */
  power: positive.default(1),
  /** Steps until the floor; the whole run unless said. */
  steps: positive.optional(),
});

export type PolynomialOptions = OptionsOf<typeof read>;

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
  (given: PolynomialOptions): Schedule => {
    const { rate, floor, power, steps } = read(given);
    return createSchedule({ rate, floor, power, ...(steps === undefined ? {} : { steps }) }, about, (at, numbers) => {
      const left = progressOver(at, numbers.steps ?? at.steps)
        .neg()
        .add(1);
      return numbers.rate.sub(numbers.floor).mul(left.pow(numbers.power)).add(numbers.floor);
    });
  },
  { about },
);
