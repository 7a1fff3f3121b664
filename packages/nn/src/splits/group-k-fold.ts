import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { type Labels, rowsByLabel } from "./contract/classes.ts";

import { type Split, splitsOf } from "./contract/split.ts";

const read = options("groupKFold", {
  /** How many parts the rows are cut into: each is held back once. */
  folds: whole(2).default(5),
});

export type GroupFoldOptions = OptionsOf<typeof read>;

/**
 * Folds that never part a group: all rows of a patient, a speaker, a day are trained on or held out together.
 *
 * ```ts
 * for (const { training, validation } of groupKFold(patients, { folds: 5 })) …
 * ```
 * The largest group first, each into the fold that has the fewest rows: nothing is drawn, so there is no seed.
 */
export const groupKFold = withCard(
  (groups: Labels, given: GroupFoldOptions = {}): Split[] => {
    const { folds } = read(given);
    const lists = [...rowsByLabel(groups).values()];
    if (lists.length < folds) {
      throw new ModelError(
        "data",
        `groupKFold needs a group for each fold: got ${lists.length} groups for ${folds} folds.`,
        {
          remedy: "Use fewer folds.",
        },
      );
    }
    const sizes = new Int32Array(folds);
    const foldOf = new Int32Array(groups.length);
    // Of equally large groups the last one first, as in scikit-learn.
    for (const rows of lists.reverse().sort((a, b) => b.length - a.length)) {
      const fold = sizes.indexOf(Math.min(...sizes));
      sizes[fold]! += rows.length;
      for (const row of rows) foldOf[row] = fold;
    }
    return splitsOf(foldOf, folds);
  },
  {
    about: {
      name: "Group k-fold split",
      formula: "whole groups to the fold with the fewest rows, the largest group first",
      use: "rows of one patient, speaker or day, which must not be on both sides",
      pitfall: "few or very unequal groups make folds of unequal size",
      reference: "Graham 1969 (longest processing time first)",
      seeAlso: ["stratifiedGroupKFold", "kFold"],
    },
  },
);
