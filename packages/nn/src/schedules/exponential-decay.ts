import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import type { Schedule } from "./contract/schedule.ts";

const read = options("exponentialDecay", {
  /** Where it begins. */
  rate: notNegative,
  /** What the rate is multiplied with over each stretch. */
  factor: positive,
  /** Steps of a stretch. */
  every: positive.default(1),
});

export type ExponentialDecayOptions = OptionsOf<typeof read>;

const about = {
  name: "Exponential decay",
  formula: "η_t = η·f^(t/n)",
  use: "a smooth step decay",
  pitfall: "after a few multiples of n nothing moves any more",
  reference: "Robbins & Monro 1951 for the conditions, which it breaks: Ση must be infinite",
  seeAlso: ["stepDecay", "inverseTime", "cosine"],
} as const;

/** Times `factor` over each `every` steps, smoothly: `exponentialDecay({ rate: 0.1, factor: 0.96, every: 1000 })`. */
export const exponentialDecay = withCard(
  (given: ExponentialDecayOptions): Schedule => {
    const { rate, factor, every } = read(given);
    return createSchedule({ rate, factor, every }, about, ({ step }, { rate, factor, every }) =>
      rate.mul(factor.pow(step.div(every))),
    );
  },
  { about },
);
