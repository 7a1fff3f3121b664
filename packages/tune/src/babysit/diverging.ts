import type { Card } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { options } from "../options.ts";
import { goOn, type Pruner } from "../pruners/contract/pruner.ts";

const read = options("diverging", {
  /** How many reports in a row must each be worse than the one before. */
  patience: whole(1).default(3),
});

/**
 * Stops a run that gets worse and worse: some reports in a row, each worse than the one before, and the last of them
 * worse than the first of all.
 *
 * ```ts
 * diverging({ patience: 3 })
 * ```
 * A run that was worse from the start on but falls is left alone; so is one that swings.
 */
export const diverging = (given: OptionsOf<typeof read> = {}): Pruner => {
  const { patience } = read(given);
  return {
    name: "diverging",
    judge: ({ curve }) => {
      const values = [...curve.values].sort(([a], [b]) => a - b).map(([, value]) => value);
      const latest = values.slice(-patience - 1);
      const climbs = latest.length > patience && latest.every((value, i) => i === 0 || value > latest[i - 1]!);
      if (!climbs || !(latest.at(-1)! > values[0]!)) return goOn;
      return { stop: true, why: `it got worse ${patience} times in a row, and is worse than where it began` };
    },
  };
};

diverging.about = {
  name: "Diverging",
  formula: "stop if p reports in a row are each worse than the one before, and the last is worse than the first of all",
  use: "one long run that is watched: a rate that is too high shows in this",
  pitfall: "a run that swings is left alone, however wildly",
  reference: "Goodfellow, Bengio & Courville 2016, chapter 11",
  seeAlso: ["plateau", "threshold"],
} satisfies Card;
