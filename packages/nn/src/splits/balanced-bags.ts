import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { concatenate } from "@kaviar/base/numerics";
import { seededRandom } from "@kaviar/base/random";
import { options } from "../options.ts";
import { type Labels, rowsByLabel } from "./contract/classes.ts";

const read = options("balancedBags", {
  /** Another one draws other rows. */
  seed: whole().default(0),
  /** How many balanced samples are drawn. */
  bags: whole(1).default(10),
});

export type BaggingOptions = OptionsOf<typeof read>;

/**
 * Balanced bagging: the rows of each bag, drawn with replacement, as many of each class as the smallest has. One model is
 * trained on each bag, and they vote.
 *
 * ```ts
 * balancedBags(labels, { bags: 10, seed: 7 }).map((rows) => fit(model, take(rows), options))
 * ```
 */
export const balancedBags = withCard(
  (labels: Labels, given: BaggingOptions = {}): Int32Array[] => {
    const { bags, seed } = read(given);
    const classes = [...rowsByLabel(labels).values()];
    const least = Math.min(...classes.map((rows) => rows.length));
    return Array.from({ length: bags }, (_, bag) => {
      const random = seededRandom(seed, bag + 1);
      return concatenate(
        Int32Array,
        classes.map((rows) => Int32Array.from({ length: least }, () => rows[Math.floor(random() * rows.length)]!)),
      ).sort();
    });
  },
  {
    about: {
      name: "Balanced bagging",
      formula: "several draws with replacement, of every class as many rows as the smallest has",
      use: "imbalanced classes without losing rows: one model a bag, and they vote",
      pitfall: "as many models to train and to ask as there are bags",
      reference: "Breiman 1996; Hido, Kashima & Takahashi 2009",
      seeAlso: ["underSample", "ensemble"],
    },
  },
);
