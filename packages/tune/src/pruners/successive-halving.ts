import type { Card } from "@kaviar/base/card";
import { type HalvingOptions, halvingOptions, inOneBracket } from "./contract/halving.ts";
import type { Pruner } from "./contract/pruner.ts";

const read = halvingOptions("successiveHalving", "auto");

/**
 * Lets about one in η go on from each rung of steps, by what has arrived there so far; nobody waits for stragglers.
 * (Jamieson & Talwalkar 2016)
 *
 * ```ts
 * createStudy({ pruner: successiveHalving({ minResource: 1, reductionFactor: 3 }) })   // rungs at 1, 3, 9, 27 …
 * ```
 * The first at a rung have nobody to lose against and go on while they are the best. A stopped trial whose objective
 * writes into `trial.checkpoint` goes on later, when it turns out to be among the best of its rung.
 */
export const successiveHalving = (given: HalvingOptions = {}): Pruner =>
  inOneBracket("successive halving", read(given), true);

successiveHalving.about = {
  name: "Successive halving",
  formula: "at r, rη, rη² … steps about the best 1/η of those that have arrived go on",
  use: "objectives without checkpoints, or few trials",
  pitfall: "the first to arrive at a rung have nobody to lose against, and go on however bad they are",
  reference: "Jamieson & Talwalkar 2016",
  seeAlso: ["asha", "hyperband"],
} satisfies Card;
