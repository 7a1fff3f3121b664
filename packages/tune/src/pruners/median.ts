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
