import { withCard } from "@kaviar/base/card";
import { checkOptions } from "../check-numbers.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import type { Schedule } from "./contract/schedule.ts";

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
  ({
    rate,
    factor = 0.5,
    every,
  }: {
    readonly rate: number;
    readonly factor?: number;
    readonly every: number;
  }): Schedule => {
    checkOptions("stepDecay", "notNegative", { rate });
    checkOptions("stepDecay", "positive", { factor, every });
    return createSchedule({ rate, factor, every }, about, ({ step }, { rate, factor, every }) =>
      rate.mul(factor.pow(step.div(every).floor())),
    );
  },
  { about },
);
