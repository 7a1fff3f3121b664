import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { inOrder, shuffled } from "@kaviar/base/random";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { rowCountOf } from "./contract/row-count.ts";
import { type Split, splitsOf } from "./contract/split.ts";

/** The laws of the options of splits into folds. */
export const foldTable = {
  /** How many parts the rows are cut into: each is held back once. */
  folds: whole(2).default(5),
  /** Another one draws other rows. */
  seed: whole().default(0),
  /** Rows in random order first; otherwise folds are stretches of neighbours. */
  shuffle: flag.default(true),
};

const read = options("kFold", foldTable);
const checkRows = rowCountOf("kFold");

export type FoldOptions = OptionsOf<typeof read>;

/**
 * Each row is held out once, in one of `folds` folds of equal size (the first ones have a row more where it does not divide).
 *
 * ```ts
 * for (const { training, validation } of kFold(150, { folds: 5, seed: 7 })) …
 * ```
 * Rows that belong together (one patient's) need `groupKFold`, rows in time `timeSeriesSplit`.
 */
export const kFold = withCard(
  (n: number, given: FoldOptions = {}): Split[] => {
    const { folds, seed, shuffle } = read(given);
    checkRows(n);
    if (n < folds) {
      throw new ModelError("data", `kFold needs a row for each fold: got ${n} rows for ${folds} folds.`, {
        remedy: "Use fewer folds.",
      });
    }
    const order = shuffle ? shuffled(n, seed) : inOrder(n);
    const foldOf = new Int32Array(n);
    const longer = n % folds;
    const size = Math.floor(n / folds);
    let at = 0;
    for (let fold = 0; fold < folds; fold++) {
      for (let i = 0; i < size + (fold < longer ? 1 : 0); i++) foldOf[order[at++]!] = fold;
    }
    return splitsOf(foldOf, folds);
  },
  {
    about: {
      name: "k-fold split",
      formula: "rows in random order, dealt to k folds of equal size; each fold is held out once",
      use: "how well a model does, and how sure that is, where rows are independent of each other",
      pitfall: "rows that belong together (one patient) or follow each other in time end on both sides",
      reference: "Stone 1974; Geisser 1975",
      seeAlso: ["stratifiedKFold", "groupKFold", "timeSeriesSplit", "repeated"],
    },
  },
);
