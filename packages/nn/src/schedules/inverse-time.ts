import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import type { Schedule } from "./contract/schedule.ts";

const read = options("inverseTime", {
  /** Where it begins. */
  rate: notNegative,
  /** 1 halves the rate over the first stretch. */
  speed: notNegative.remedy("0 turns it off."),
  /** Steps of a stretch. */
  every: positive.default(1),
});

export type InverseTimeOptions = OptionsOf<typeof read>;

const about = {
  name: "Inverse-time decay",
  formula: "η_t = η/(1 + k·t/n)",
  use: "the rate that convergence proofs of stochastic descent ask for",
  pitfall: "falls fast at first and hardly at all later",
  reference: "Robbins & Monro 1951",
  seeAlso: ["exponentialDecay", "inverseSquareRoot"],
} as const;

/** η/(1 + speed·t/every): `inverseTime({ rate: 0.1, speed: 1, every: 1000 })` is half of it after 1000 steps. */
export const inverseTime = withCard(
  (given: InverseTimeOptions): Schedule => {
    const { rate, speed, every } = read(given);
    return createSchedule({ rate, speed, every }, about, ({ step }, { rate, speed, every }) =>
      rate.div(step.div(every).mul(speed).add(1)),
    );
  },
  { about },
);
