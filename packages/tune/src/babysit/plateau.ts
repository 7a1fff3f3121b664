import type { Card } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { options } from "../options.ts";
import { goOn, type Pruner } from "../pruners/contract/pruner.ts";

const read = options("plateau", {
  /** How many reports in a row may bring nothing better. */
  patience: whole(1).default(10),
});

/**
 * Stops a run whose last reports brought nothing better than what came before them.
 *
 * ```ts
 * plateau({ patience: 10 })
 * ```
 * Other than `patient`, it also stops a run that stands still at its best value.
 */
export const plateau = (given: OptionsOf<typeof read> = {}): Pruner => {
  const { patience } = read(given);
  return {
    name: "plateau",
    judge: ({ curve }) => {
      const values = [...curve.values].sort(([a], [b]) => a - b).map(([, value]) => value);
      const before = Math.min(...values.slice(0, -patience));
      if (values.length <= patience || Math.min(...values.slice(-patience)) < before) return goOn;
      return { stop: true, why: `${patience} steps brought nothing better` };
    },
  };
};

plateau.about = {
  name: "Plateau",
  formula: "stop if the best of the last p reports ≥ the best before them",
  use: "one long run that is watched: it has got as far as it will with these settings",
  pitfall: "it also stops a run that stands still at its best value",
  reference: "Prechelt 1998",
  seeAlso: ["diverging", "patient"],
} satisfies Card;
