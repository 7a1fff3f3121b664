import type { Card } from "@kaviar/base/card";
import type { Pruner } from "./contract/pruner.ts";
import { type PercentileOptions, percentile, percentileOptions } from "./percentile.ts";

const read = percentileOptions("median");

/**
 * Stops a trial whose best value so far is worse than the median of what complete trials reported at this step.
 * (Golovin et al. 2017, Google Vizier)
 *
 * ```ts
 * createStudy({ pruner: median({ startupTrials: 5, warmupSteps: 3 }) })
 * ```
 * It needs a few complete trials first, and treats early steps like late ones.
 */
export const median = (given: PercentileOptions = {}): Pruner => ({ ...percentile(50, read(given)), name: "median" });

median.about = {
  name: "Median stopping",
  formula: "stop if min of its values so far > median of what complete trials reported at this step",
  use: "the least surprise: a rule that can be explained in a sentence",
  pitfall: "it needs a few complete trials first, and loses curves that start slow: give them `warmupSteps`",
  reference: "Golovin et al. 2017",
  seeAlso: ["percentile", "asha"],
} satisfies Card;
