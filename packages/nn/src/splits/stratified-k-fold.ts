import { withCard } from "@kaviar/base/card";
import { type OptionsOf, oneOf } from "@kaviar/base/check";
import { seededRandom, shuffle as shuffleRows } from "@kaviar/base/random";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { type Labels, rowsByLabel } from "./contract/classes.ts";
import { type Split, splitsOf } from "./contract/split.ts";
import { foldTable } from "./k-fold.ts";

const read = options("stratifiedKFold", {
  ...foldTable,
  /** What becomes of a class with fewer rows than folds: refused, or shared out, so that some folds hold out none of it. */
  rare: oneOf("refuse", "share").default("refuse"),
});

export type StratifiedFoldOptions = OptionsOf<typeof read>;

/**
 * Folds in which every class is shared out alike: of each class, two folds differ by one row at most.
 *
 * ```ts
 * for (const { training, validation } of stratifiedKFold(labels, { folds: 5, seed: 7 })) …
 * ```
 * Every class needs as many rows as there are folds, unless `rare` is "share".
 */
export const stratifiedKFold = withCard(
  (labels: Labels, given: StratifiedFoldOptions = {}): Split[] => {
    const { folds, seed, shuffle, rare } = read(given);
    const classes = [...rowsByLabel(labels)];
    const small = rare === "refuse" ? classes.find(([, rows]) => rows.length < folds) : undefined;
    if (labels.length < folds && !small) {
      throw new ModelError(
        "data",
        `stratifiedKFold needs a row for each fold: got ${labels.length} rows for ${folds} folds.`,
        { remedy: "Use fewer folds." },
      );
    }
    if (small) {
      throw new ModelError(
        "labels",
        `stratifiedKFold needs a row of each class for each of ${folds} folds: class ${small[0]} has ${small[1].length}.`,
        { remedy: 'Use fewer folds, or share it out: rare: "share".' },
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
      pitfall: "a class with fewer rows than folds is refused, or not in every fold",
      reference: "Kohavi 1995",
      seeAlso: ["kFold", "stratifiedGroupKFold"],
    },
  },
);
