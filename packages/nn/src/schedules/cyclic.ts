import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import type { Schedule } from "./contract/schedule.ts";

const read = options("cyclic", {
  /** Where each cycle begins and ends. */
  floor: notNegative,
  /** The highest rate of the first cycle. */
  peak: notNegative,
  /** Steps up. */
  up: positive,
  /** Steps down; as many as up unless said. */
  down: positive.optional(),
  /** What the height of a cycle is multiplied with for the next: 0.5 is PyTorch's triangular2. */
  cycleFactor: positive.default(1),
  /** What the height is multiplied with each step: below 1 it is PyTorch's exp_range. */
  stepFactor: positive.default(1),
});

export type CyclicOptions = OptionsOf<typeof read>;

const about = {
  name: "Cyclic",
  formula: "η_min + (η_max − η_min)·Λ(τ)·cᵏ·sᵗ, Λ from 0 up to 1 and down again, τ steps into cycle k",
  use: "to search for a rate and use it in one run: some rate of each cycle is right",
  pitfall: "judge at the ends of cycles: at the peaks the loss is high",
  reference: "Smith 2017",
  seeAlso: ["cosineRestarts", "oneCycle"],
} as const;

/** Straight up and down, again and again: `cyclic({ floor: 1e-4, peak: 1e-2, up: 500 })`. */
export const cyclic = withCard(
  (given: CyclicOptions): Schedule => {
    const { down, ...numbers } = read(given);
    return createSchedule(
      { ...numbers, down: down ?? numbers.up },
      about,
      ({ step }, { floor, peak, up, down, cycleFactor, stepFactor }) => {
        const length = up.add(down);
        const place = step.mod(length);
        const height = place.div(up).minimum(length.sub(place).div(down));
        const cycle = step.sub(place).div(length).round();
        return peak.sub(floor).mul(height).mul(cycleFactor.pow(cycle)).mul(stepFactor.pow(step)).add(floor);
      },
    );
  },
  { about },
);
