import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { concatenate } from "@kaviar/base/numerics";
import { seededRandom, shuffle } from "@kaviar/base/random";
import { options } from "../options.ts";
import { type Labels, rowsByLabel } from "./contract/classes.ts";

const read = options("underSample", {
  /** Another one draws other rows. */
  seed: whole().default(0),
});

export type UnderSampleOptions = OptionsOf<typeof read>;

/**
 * As many rows of every class as the smallest has; the others are left out.
 *
 * ```ts
 * const rows = underSample(labels, { seed: 7 });
 * ```
 * For training rows only: validation rows must stay as common as they are in life.
 */
export const underSample = withCard(
  (labels: Labels, given: UnderSampleOptions = {}): Int32Array => {
    const { seed } = read(given);
    const classes = [...rowsByLabel(labels).values()];
    const least = Math.min(...classes.map((rows) => rows.length));
    return concatenate(
      Int32Array,
      classes.map((rows, c) => shuffle(rows, seededRandom(seed, c + 1)).subarray(0, least)),
    ).sort();
  },
  {
    about: {
      name: "Under-sampling",
      formula: "of every class as many rows, drawn at random, as the smallest has",
      use: "many rows of the common class, and little time",
      pitfall: "throws rows away: with a small rare class little is left",
      reference: "He & Garcia 2009",
      seeAlso: ["overSample", "balancedBags"],
    },
  },
);
