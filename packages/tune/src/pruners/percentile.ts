import type { Card } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import type { Curve } from "../trial/curve.ts";
import { goOn, type Pruner, type Watch } from "./contract/pruner.ts";
import { isDue, schedule } from "./contract/schedule.ts";

/** The options of a rule about percentiles, under the rule's own name. */
export const percentileOptions = (rule: string) =>
  options(rule, {
    ...schedule,
    /** No verdict before this many trials are complete. */
    startupTrials: whole().default(5),
    /** No verdict at a step that fewer complete trials reported. */
    minReports: whole(1).default(1),
  });

const read = percentileOptions("percentile");

export type PercentileOptions = OptionsOf<typeof read>;

/**
 * Stops a trial whose best value so far is worse than the p-th percentile of what complete trials reported at this step.
 *
 * ```ts
 * createStudy({ pruner: percentile(25, { startupTrials: 10, warmupSteps: 3 }) })   // keeps about the best quarter
 * ```
 * Curves that start slow and end well are lost: give them `warmupSteps`.
 */
export const percentile = (p: number, given: PercentileOptions = {}): Pruner => {
  const options = read(given);
  const { startupTrials, minReports } = options;
  if (!(p >= 0 && p <= 100)) throw new TuneError("bad-percentile", `A percentile lies in [0, 100]: got ${p}.`);
  return {
    name: "percentile",
    judge: (watch) => {
      const { step, others } = watch;
      if (!isDue(watch, options)) return goOn;
      let complete = 0;
      for (const { state } of others) if (state === "complete") complete++;
      if (complete < Math.max(startupTrials, 1)) return goOn;
      const best = bestSoFar(watch);
      const bar = percentileAbout(best, others, step, p, minReports);
      if (bar === undefined || !(best > bar)) return goOn;
      return {
        stop: true,
        why: `its best so far is worse than the ${p}th percentile of complete trials at step ${step}`,
      };
    },
  };
};

percentile.about = {
  name: "Percentile stopping",
  formula: "stop if min of its values so far > p-th percentile of what complete trials reported at this step",
  use: "as `median`, stricter or milder",
  pitfall: "the stricter it is, the more a lucky first trial decides",
  reference: "Golovin et al. 2017",
  seeAlso: ["median", "successiveHalving"],
} satisfies Card;

/** Ranks of different steps have different peers: with several objectives only the rank at this step counts. */
const bestSoFar = ({ curve, step, directions }: Watch): number => {
  if (directions.length > 1) return curve.values.get(step)!;
  let best = Infinity;
  for (const value of curve.values.values()) if (value < best) best = value;
  return best;
};

/**
 * The p-th percentile, interpolated linearly between order statistics, where x lies about it; else a value on the same
 * side of x. One pass and no sorting: what stands next below and next above x decides.
 */
const percentileAbout = (
  x: number,
  peers: readonly Curve[],
  step: number,
  p: number,
  minReports: number,
): number | undefined => {
  let count = 0;
  let below = 0;
  let nextBelow = -Infinity;
  let nextAbove = Infinity;
  for (const { state, values } of peers) {
    if (state !== "complete") continue;
    const value = values.get(step);
    if (value === undefined) continue;
    count++;
    if (value < x) {
      below++;
      if (value > nextBelow) nextBelow = value;
    } else if (value < nextAbove) nextAbove = value;
  }
  if (count < minReports) return undefined;
  const place = (p / 100) * (count - 1);
  const left = Math.floor(place);
  const share = place - left;
  if (below <= left) return nextAbove;
  if (below > left + 1 || share === 0) return nextBelow;
  return between(nextBelow, nextAbove, share);
};

/** The point that share of the way from a to b, from the nearer end, so that both ends come out exactly. */
const between = (a: number, b: number, share: number): number => {
  if (b === Infinity || a === -Infinity) return b === Infinity ? b : a;
  return share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share);
};
