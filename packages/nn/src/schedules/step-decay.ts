import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import type { Schedule } from "./contract/schedule.ts";

const read = options("stepDecay", {
  /** Where it begins. */
  rate: notNegative,
  /** What the rate is multiplied with at each step down. */
  factor: positive.default(0.5),
  /** Steps from one step down to the next. */
  every: positive,
});

export type StepDecayOptions = OptionsOf<typeof read>;

const about = {
  name: "Step decay",
  formula: "η_t = η·f^⌊t/n⌋",
  use: "the classic of image nets: a tenth after each third of the run",
  pitfall: "the loss falls at each step down because noise does, not because the net has learned more",
  reference: "Krizhevsky et al. 2012",
  seeAlso: ["exponentialDecay", "piecewise", "reduceOnPlateau"],
} as const;

/** Times `factor` after each `every` steps: `byEpoch(stepDecay({ rate: 0.1, factor: 0.1, every: 30 }))`. */
export const stepDecay = withCard(
  (given: StepDecayOptions): Schedule => {
    const { rate, factor, every } = read(given);
    return createSchedule({ rate, factor, every }, about, ({ step }, { rate, factor, every }) =>
      rate.mul(factor.pow(step.div(every).floor())),
    );
  },
  { about },
);
