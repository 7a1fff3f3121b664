import type { Card } from "@kaviar/base/card";
import { law, type OptionsOf } from "@kaviar/base/check";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import { goOn, type Pruner } from "./contract/pruner.ts";
import { isDue, schedule } from "./contract/schedule.ts";

/** One bound for all objectives, or one an objective. */
type Bound = number | readonly number[];

const bound = law<Bound>(
  "a number, or one an objective",
  (x) => typeof x === "number" || (Array.isArray(x) && x.every((each) => typeof each === "number")),
);

const read = options("threshold", {
  ...schedule,
  /** The least value that is let go on. */
  lower: bound.optional(),
  /** The greatest. */
  upper: bound.optional(),
});

export type ThresholdOptions = OptionsOf<typeof read>;

/**
 * Stops a trial that reports NaN, or a value outside the bounds.
 *
 * ```ts
 * threshold({ upper: 10 })                                    // a loss above 10 will not come back
 * threshold({ lower: [0.6, -Infinity], upper: [1, 200] })     // two objectives: accuracy, and milliseconds
 * ```
 * The bounds are of the reported values themselves, in the user's own sign, whatever the direction.
 */
export const threshold = (given: ThresholdOptions = {}): Pruner => {
  const options = read(given);
  const { lower = -Infinity, upper = Infinity } = options;
  if (options.lower === undefined && options.upper === undefined)
    throw new TuneError("no-bounds", "threshold needs `lower`, `upper` or both: got neither.");
  const count = Math.max(lengthOf(lower), lengthOf(upper));
  for (let i = 0; i < count; i++)
    if (!(boundOf(lower, i) <= boundOf(upper, i)))
      throw new TuneError(
        "bad-bounds",
        `\`lower\` must be at most \`upper\`: got ${boundOf(lower, i)} and ${boundOf(upper, i)}.`,
      );
  return {
    name: "threshold",
    judge: (watch) => {
      const { values, step } = watch;
      for (const bound of [lower, upper])
        if (lengthOf(bound) > 1 && lengthOf(bound) !== values.length)
          throw new TuneError(
            "bad-bounds",
            `threshold needs one bound, or one an objective: got ${lengthOf(bound)} for ${values.length}.`,
          );
      if (!isDue(watch, options)) return goOn;
      const i = values.findIndex((value, at) => !(value >= boundOf(lower, at) && value <= boundOf(upper, at)));
      if (i < 0) return goOn;
      const range = `[${boundOf(lower, i)}, ${boundOf(upper, i)}]`;
      return { stop: true, why: `it reported ${values[i]} at step ${step}, outside ${range}` };
    },
  };
};

threshold.about = {
  name: "Threshold",
  formula: "stop if a reported value is NaN, below `lower` or above `upper`",
  use: "when it is known what cannot come back: a loss that exploded",
  pitfall: "the bounds are of the reported values themselves, in their own sign, whatever the direction",
  reference: "Akiba et al. 2019",
  seeAlso: ["diverging", "median"],
} satisfies Card;

const lengthOf = (bound: Bound): number => (typeof bound === "number" ? 1 : bound.length);

const boundOf = (bound: Bound, i: number): number =>
  typeof bound === "number" ? bound : (bound[i] ?? bound[0] ?? Number.NaN);
