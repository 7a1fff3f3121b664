import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import { halfCosine, progressOver } from "./contract/progress-over.ts";
import type { Schedule } from "./contract/schedule.ts";

const read = options("cosine", {
  /** The highest rate. */
  peak: notNegative,
  /** Steps up to the peak, in a straight line. */
  warmup: notNegative.remedy("0 turns it off.").default(0),
  /** Where it ends. */
  floor: notNegative.remedy("0 turns it off.").default(0),
});

export type CosineOptions = OptionsOf<typeof read>;

const about = {
  name: "Cosine with warm-up",
  formula: "t < w: η(t + 1)/w; then η_min + (η − η_min)(1 + cos(π(t − w)/(T − w)))/2",
  use: "the default for runs of known length",
  pitfall:
    "made for its length T: a run that is stopped early or goes on has the wrong rate. The first step has η/w, not 0",
  reference: "Loshchilov & Hutter 2017",
  seeAlso: ["cosineRestarts", "oneCycle", "linearSchedule"],
} as const;

/**
 * Up in a straight line, then down along half a cosine until the end of the run.
 *
 * ```ts
 * adamw({ rate: cosine({ peak: 3e-3, warmup: 100 }) })
 * ```
 */
export const cosine = withCard(
  (given: CosineOptions): Schedule => {
    const { peak, warmup, floor } = read(given);
    return createSchedule({ peak, warmup, floor }, about, (at, { peak, warmup, floor }) => {
      const falling = peak
        .sub(floor)
        .mul(halfCosine(progressOver(at, at.steps.sub(warmup), warmup)))
        .add(floor);
      const rising = peak.mul(at.step.add(1)).div(warmup.maximum(1));
      return at.step.less(warmup).where(rising, falling);
    });
  },
  { about },
);
