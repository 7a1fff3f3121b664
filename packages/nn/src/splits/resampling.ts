import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { concatenate } from "@kaviar/base/numerics";
import { seededRandom, shuffle } from "@kaviar/base/random";
import { options } from "../options.ts";
import { type Labels, rowsByLabel } from "./classes.ts";

const resamplingTable = {
  /** Another one draws other rows. */
  seed: whole().default(0),
};
const readUnderSample = options("underSample", resamplingTable);
const readOverSample = options("overSample", resamplingTable);
const readBalancedBags = options("balancedBags", {
  ...resamplingTable,
  /** How many balanced samples are drawn. */
  bags: whole(1).default(10),
});

export type ResamplingOptions = OptionsOf<typeof readOverSample>;
export type BaggingOptions = OptionsOf<typeof readBalancedBags>;

/**
 * As many rows of every class as the smallest has; the others are left out.
 *
 * ```ts
 * const rows = underSample(labels, { seed: 7 });
 * ```
 * For training rows only: validation rows must stay as common as they are in life.
 */
export const underSample = withCard(
  (labels: Labels, given: ResamplingOptions = {}): Int32Array => {
    const { seed } = readUnderSample(given);
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

/**
 * As many rows of every class as the largest has: rows of the others come again, drawn at random.
 *
 * ```ts
 * const rows = overSample(labels, { seed: 7 });
 * ```
 * Split first: a row that comes twice must not be on both sides.
 */
export const overSample = withCard(
  (labels: Labels, given: ResamplingOptions = {}): Int32Array => {
    const { seed } = readOverSample(given);
    const classes = [...rowsByLabel(labels).values()];
    const most = Math.max(...classes.map((rows) => rows.length));
    return concatenate(
      Int32Array,
      classes.map((rows, c) => {
        const random = seededRandom(seed, c + 1);
        const again = Int32Array.from({ length: most - rows.length }, () => rows[Math.floor(random() * rows.length)]!);
        return concatenate(Int32Array, [rows, again]);
      }),
    ).sort();
  },
  {
    about: {
      name: "Over-sampling",
      formula: "rows of smaller classes drawn again until every class has as many as the largest",
      use: "rare classes that training would ignore",
      pitfall: "before splitting, it puts copies of a row on both sides",
      reference: "He & Garcia 2009",
      seeAlso: ["underSample", "smote", "balancedBatches"],
    },
  },
);

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
    const { bags, seed } = readBalancedBags(given);
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
