import { withCard } from "@kaviar/base/card";
import { law, notNegative, type OptionsOf, positive } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { options } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import { halfCosine } from "./contract/progress-over.ts";
import type { Schedule } from "./contract/schedule.ts";

const read = options("cosineRestarts", {
  /** Where each cycle begins. */
  peak: notNegative,
  /** Where each cycle ends. */
  floor: notNegative.remedy("0 turns it off.").default(0),
  /** Steps of the first cycle. */
  first: positive,
  /** Each cycle is so many times as long as the one before. */
  growth: law<number>(
    "at least 1",
    (x) => typeof x === "number" && x >= 1 && x < Infinity,
    "2 makes each cycle twice as long as the one before.",
  ).default(1),
});

export type CosineRestartsOptions = OptionsOf<typeof read>;

const about = {
  name: "Cosine with restarts",
  formula: "η_min + (η − η_min)(1 + cos(πτ/Tᵢ))/2, τ steps into cycle i, Tᵢ = T₀·gⁱ",
  use: "to leave a minimum and find others: the ends of cycles are good members of an ensemble",
  pitfall: "the loss jumps at each restart: judge at the ends of cycles",
  reference: "Loshchilov & Hutter 2017 (SGDR)",
  seeAlso: ["cosine"],
} as const;

/** Half cosines, again and again: `cosineRestarts({ peak: 0.1, first: 1000, growth: 2 })`. */
export const cosineRestarts = withCard(
  (given: CosineRestartsOptions): Schedule => {
    const { peak, floor, first, growth } = read(given);
    const numbers = growth === 1 ? { peak, floor, first } : { peak, floor, first, growth };
    return createSchedule<{ peak: number; floor: number; first: number; growth?: number }>(
      numbers,
      about,
      ({ step }, { peak, floor, first, growth }) => {
        const part = growth ? growing(step, first, growth) : step.mod(first).div(first);
        return peak.sub(floor).mul(halfCosine(part)).add(floor);
      },
    );
  },
  { about },
);

/** How much of its cycle is done at a step, where cycle i begins at first·(gⁱ − 1)/(g − 1). */
const growing = (step: Tensor, first: Tensor, growth: Tensor): Tensor => {
  const beginning = (cycle: Tensor) => growth.pow(cycle).sub(1).div(growth.sub(1)).mul(first).round();
  const guess = step.div(first).mul(growth.sub(1)).add(1).log().div(growth.log()).round();
  // The logarithm is off by some last bits, just where one cycle ends and the next begins.
  const cycle = step.less(beginning(guess)).where(guess.sub(1), guess);
  const start = beginning(cycle);
  return step.sub(start).div(beginning(cycle.add(1)).sub(start));
};
