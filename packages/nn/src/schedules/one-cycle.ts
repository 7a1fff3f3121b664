import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive, share } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createSchedule } from "./contract/create-schedule.ts";
import { halfCosine } from "./contract/progress-over.ts";
import type { Schedule } from "./contract/schedule.ts";

const read = options("oneCycle", {
  /** The highest rate. */
  peak: notNegative,
  /** The part of the run that goes up. */
  rise: share.default(0.3),
  /** It begins at peak/start … */
  start: positive.default(25),
  /** … and ends at peak/start/end. */
  end: positive.default(1e4),
});

export type OneCycleOptions = OptionsOf<typeof read>;

const about = {
  name: "One cycle",
  formula: "from η/25 to η over 30 % of the run, then to η/25/10⁴, along half cosines",
  use: "short runs at high rates: with the right peak several times as fast",
  pitfall: "the peak must be found: a range test (`linearSchedule` upwards) shows where the loss still falls",
  reference: "Smith & Topin 2019; as PyTorch's OneCycleLR",
  seeAlso: ["cosine", "linearSchedule"],
} as const;

/** Up and down once, over the whole run: `oneCycle({ peak: 0.1 })`. */
export const oneCycle = withCard(
  (given: OneCycleOptions): Schedule => {
    const { peak, rise, start, end } = read(given);
    return createSchedule({ peak, rise, start, end }, about, ({ step, steps }, { peak, rise, start, end }) => {
      const first = peak.div(start);
      const last = first.div(end);
      const top = rise.mul(steps).sub(1);
      const up = halfCosine(step.div(top.maximum(1)).clip(0, 1));
      const down = halfCosine(step.sub(top).div(steps.sub(1).sub(top).maximum(1)).clip(0, 1));
      return step.less(top).where(peak.add(first.sub(peak).mul(up)), last.add(peak.sub(last).mul(down)));
    });
  },
  { about },
);
