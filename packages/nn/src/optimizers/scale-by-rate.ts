import { withCard } from "@kaviar/base/card";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters } from "../parameters/parameters.ts";
import { scheduleOf } from "../schedules/contract/schedule-of.ts";
import { forEachDtype } from "./contract/create-link.ts";
import type { Link, LinkState, Moment } from "./contract/link.ts";
import type { Rate } from "./contract/rate.ts";

const isLink = (rate: Rate): rate is Link => typeof rate === "object";

/**
 * Times −η: the last link of a descending optimizer. A number is a constant schedule.
 *
 * ```ts
 * chain(scaleByAdam(), scaleByRate(cosine({ peak: 1e-3, warmup: 100 })))
 * ```
 * What stands after it sees steps, not gradients.
 */
export const scaleByRate = withCard(
  (rate: Rate): Link => {
    if (isLink(rate)) return rate;
    const schedule = scheduleOf(rate);
    const now = (state: LinkState, at: Moment) => schedule(at, state.numbers as never);
    return {
      descends: true,
      init: () => ({ numbers: numbersOf(schedule.numbers) }),
      update: (gradients, state, _, at) => {
        const factor = forEachDtype((dtype) => now(state, at).neg().cast(dtype));
        return [mapParameters((_, g) => g.mul(factor(g)), gradients), state];
      },
      rate: now,
    };
  },
  {
    about: {
      name: "Learning rate",
      formula: "u = −η_t · g",
      use: "the end of every descent: how far to go",
      pitfall: "too high and the loss jumps or diverges, too low and it crawls: the first number to tune",
      reference: "Robbins & Monro 1951",
      seeAlso: ["cosine", "warmup", "reduceOnPlateau", "hypergradientRate"],
    },
  },
);
