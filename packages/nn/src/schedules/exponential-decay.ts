import { withCard } from "@kaviar/base/card";
import { checkOptions } from "../check-numbers.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import type { Schedule } from "./contract/schedule.ts";

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
  ({
    rate,
    factor,
    every = 1,
  }: {
    readonly rate: number;
    readonly factor: number;
    readonly every?: number;
  }): Schedule => {
    checkOptions("exponentialDecay", "notNegative", { rate });
    checkOptions("exponentialDecay", "positive", { factor, every });
    return createSchedule({ rate, factor, every }, about, ({ step }, { rate, factor, every }) =>
      rate.mul(factor.pow(step.div(every))),
    );
  },
  { about },
);
