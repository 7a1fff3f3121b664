import { withCard } from "@kaviar/base/card";
import { listOf, notNegative, type OptionsOf } from "@kaviar/base/check";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import type { Schedule } from "./contract/schedule.ts";

const read = options("piecewise", {
  /** One rate after another. */
  rates: listOf(notNegative),
  /** The first steps of the second rate, of the third, …: one fewer than rates. */
  boundaries: listOf(notNegative),
});

export type PiecewiseOptions = OptionsOf<typeof read>;

const about = {
  name: "Piecewise constant",
  formula: "η_t = ηᵢ for bᵢ ≤ t < bᵢ₊₁",
  use: "to repeat a published recipe",
  pitfall: "the steps at which it changes are those of one batch size: `byEpoch` counts epochs",
  reference: "He et al. 2016",
  seeAlso: ["stepDecay", "sequenceOf"],
} as const;

/**
 * One rate after another: `rates` has one more entry than `boundaries`, and step b is the first with the next rate.
 *
 * ```ts
 * byEpoch(piecewise({ rates: [0.1, 0.01, 0.001], boundaries: [30, 60] }))
 * ```
 */
export const piecewise = withCard(
  (given: PiecewiseOptions): Schedule => {
    const { rates, boundaries } = read(given);
    if (rates.length !== boundaries.length + 1 || boundaries.some((b, i) => i > 0 && b <= boundaries[i - 1]!)) {
      throw new ModelError(
        "options",
        `piecewise needs rising boundaries and one rate more: got ${rates.length} rates and [${boundaries.join(", ")}].`,
        { remedy: "piecewise({ rates: [0.1, 0.01], boundaries: [1000] })" },
      );
    }
    const named = (name: string, list: readonly number[]) =>
      Object.fromEntries(list.map((value, i) => [`${name}${i + 1}`, value]));
    const numbers: Readonly<Record<string, number>> = { ...named("rate", rates), ...named("boundary", boundaries) };
    return createSchedule(numbers, about, ({ step }, given) =>
      boundaries.reduce(
        (rate, _, i) => step.less(given[`boundary${i + 1}`]!).where(rate, given[`rate${i + 2}`]!),
        given.rate1!,
      ),
    );
  },
  { about },
);
