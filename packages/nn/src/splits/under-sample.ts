import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { concatenate } from "@kaviar/base/numerics";
import { seededRandom, shuffle } from "@kaviar/base/random";
import { options } from "../options.ts";
import { classCounts, countOf } from "./contract/class-counts.ts";
import { type Labels, rowsByLabel } from "./contract/classes.ts";

const read = options("underSample", {
  /** Another one draws other rows. */
  seed: whole().default(0),
  /** How many rows of a class are wanted, by its label; of those that are not named as many as the smallest has. */
  counts: classCounts.optional(),
});

export type UnderSampleOptions = OptionsOf<typeof read>;

/**
 * As many rows of every class as the smallest has, or as are asked for; the others are left out.
 *
 * ```ts
 * const rows = underSample(labels, { seed: 7 });
 * ```
 * For training rows only: validation rows must stay as common as they are in life.
 */
export const underSample = withCard(
  (labels: Labels, given: UnderSampleOptions = {}): Int32Array => {
    const { seed, counts } = read(given);
    const classes = [...rowsByLabel(labels)];
    const least = Math.min(...classes.map(([, rows]) => rows.length));
    return concatenate(
      Int32Array,
      classes.map(([label, rows], c) => {
        const wanted = countOf("underSample", { label, rows, counts }, least, (count) => count <= rows.length);
        return shuffle(rows, seededRandom(seed, c + 1)).subarray(0, wanted);
      }),
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
