import type { Card } from "@kaviar/base/card";
import { type HalvingOptions, halvingOptions, inOneBracket } from "./contract/halving.ts";
import type { Pruner } from "./contract/pruner.ts";

const read = halvingOptions("asha", 1);

/**
 * Asynchronous successive halving: trials that keep a checkpoint pause at each rung, and whoever is among the best 1/η of
 * a rung goes on from there, the highest rung first; workers never wait. (Li et al. 2020)
 *
 * ```ts
 * createStudy({ pruner: asha({ minResource: 1, reductionFactor: 4 }) })                // rungs at 1, 4, 16, 64 …
 * ```
 * To go on from where it was, an objective looks into `trial.checkpoint` first. One without a checkpoint cannot pause: then
 * it is stopped as by `successiveHalving`.
 */
export const asha = (given: HalvingOptions = {}): Pruner => inOneBracket("asha", read(given), false);

asha.about = {
  name: "Asynchronous successive halving",
  formula:
    "rungs at r, rη, rη² … steps: whoever is among the best 1/η of a rung goes on, the others pause at their checkpoint",
  use: "long runs and many workers: the first choice for networks",
  pitfall: "runs that start slowly and end well are lost unless they keep a checkpoint",
  reference: "Li et al. 2020",
  seeAlso: ["successiveHalving", "hyperband", "median"],
} satisfies Card;
