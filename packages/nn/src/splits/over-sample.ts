import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { concatenate } from "@kaviar/base/numerics";
import { seededRandom } from "@kaviar/base/random";
import { options } from "../options.ts";
import { classCounts, countOf } from "./contract/class-counts.ts";
import { type Labels, rowsByLabel } from "./contract/classes.ts";

const read = options("overSample", {
  /** Another one draws other rows. */
  seed: whole().default(0),
  /** How many rows of a class are wanted, by its label; of those that are not named as many as the largest has. */
  counts: classCounts.optional(),
});

export type OverSampleOptions = OptionsOf<typeof read>;

/**
 * As many rows of every class as the largest has, or as are asked for: rows come again, drawn at random.
 *
 * ```ts
 * const rows = overSample(labels, { seed: 7 });
 * ```
 * Split first: a row that comes twice must not be on both sides.
 */
export const overSample = withCard(
  (labels: Labels, given: OverSampleOptions = {}): Int32Array => {
    const { seed, counts } = read(given);
    const classes = [...rowsByLabel(labels)];
    const most = Math.max(...classes.map(([, rows]) => rows.length));
    return concatenate(
      Int32Array,
      classes.map(([label, rows], c) => {
        const random = seededRandom(seed, c + 1);
        const wanted = countOf("overSample", { label, rows, counts }, most, (count) => count >= rows.length);
        const again = Int32Array.from(
          { length: wanted - rows.length },
          () => rows[Math.floor(random() * rows.length)]!,
        );
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
