import { either, notNegative, oneOf, whole } from "@kaviar/base/check";
import { partOrCount } from "./draw-rows.ts";

/** How many columns: all of them, their root, their logarithm, a part below 1, or a count. */
export const columnCount = either(oneOf("all", "sqrt", "log2"), partOrCount);

export type ColumnCount = "all" | "sqrt" | "log2" | number;

/** At least 1, at most all. */
export const countOf = (given: ColumnCount, columns: number): number => {
  const wanted =
    given === "all"
      ? columns
      : given === "sqrt"
        ? Math.floor(Math.sqrt(columns))
        : given === "log2"
          ? Math.floor(Math.log2(columns))
          : given < 1
            ? Math.floor(given * columns)
            : given;
  return Math.max(1, Math.min(columns, wanted));
};

/** What all trees have in common. */
export const growthOptions = {
  /** How many questions there are at most on the way to a leaf; any number unless said. */
  maxDepth: whole(1).optional(),
  /** The fewest rows that are split. */
  minSplit: whole(2).default(2),
  /** The fewest rows in a leaf. */
  minLeaf: whole(1).default(1),
  /** How many leaves at most: splits that gain most come first. Any number unless said. */
  leaves: whole(2).optional(),
  /** The least that a split must gain, as part of the weight of all rows. */
  minImpurityDecrease: notNegative.default(0),
};
