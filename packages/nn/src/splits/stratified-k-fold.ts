import { withCard } from "@kaviar/base/card";
import { seededRandom, shuffle as shuffleRows } from "@kaviar/base/random";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { type Labels, rowsByLabel } from "./contract/classes.ts";
import { type Split, splitsOf } from "./contract/split.ts";
import { type FoldOptions, foldTable } from "./k-fold.ts";

const read = options("stratifiedKFold", foldTable);

/**
 * Folds in which every class is shared out alike: of each class, two folds differ by one row at most.
 *
 * ```ts
 * for (const { training, validation } of stratifiedKFold(labels, { folds: 5, seed: 7 })) …
 * ```
 * Every class needs as many rows as there are folds.
 */
export const stratifiedKFold = withCard(
  (labels: Labels, given: FoldOptions = {}): Split[] => {
    const { folds, seed, shuffle } = read(given);
    const classes = [...rowsByLabel(labels)];
    const small = classes.find(([, rows]) => rows.length < folds);
    if (small || classes.length === 0) {
      throw new ModelError(
        "labels",
        `stratifiedKFold needs a row of each class for each of ${folds} folds: ${small ? `class ${small[0]} has ${small[1].length}` : "there are no rows"}.`,
        { remedy: "Use fewer folds, or leave the class out." },
      );
    }
    // Dealt like cards, and each class goes on where the one before stopped: so folds differ by one row in all, too.
    const foldOf = new Int32Array(labels.length);
    let next = 0;
    classes.forEach(([, rows], c) => {
      if (shuffle) shuffleRows(rows, seededRandom(seed, c + 1));
      for (const row of rows) foldOf[row] = next++ % folds;
    });
    return splitsOf(foldOf, folds);
  },
  {
    about: {
      name: "Stratified k-fold split",
      formula: "each class dealt to k folds by itself",
      use: "classes, above all rare ones: every fold has its share of each",
      pitfall: "a class with fewer rows than folds is refused",
      reference: "Kohavi 1995",
      seeAlso: ["kFold", "stratifiedGroupKFold"],
    },
  },
);
