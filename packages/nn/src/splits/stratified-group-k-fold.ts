import { withCard } from "@kaviar/base/card";
import { shuffled } from "@kaviar/base/random";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { checkLength, type Labels, rowsByLabel } from "./contract/classes.ts";
import { type Split, splitsOf } from "./contract/split.ts";
import { type FoldOptions, foldTable } from "./k-fold.ts";

const read = options("stratifiedGroupKFold", foldTable);

/**
 * Folds that never part a group and share out the classes as evenly as whole groups allow.
 *
 * ```ts
 * for (const { training, validation } of stratifiedGroupKFold(labels, patients, { folds: 5, seed: 7 })) …
 * ```
 * Groups whose classes are most uneven go first, each to the fold where it makes the shares of classes most alike.
 */
export const stratifiedGroupKFold = withCard(
  (labels: Labels, groups: Labels, given: FoldOptions = {}): Split[] => {
    const { folds, seed, shuffle } = read(given);
    checkLength("stratifiedGroupKFold", "groups", groups, labels.length);
    const lists = [...rowsByLabel(groups).values()];
    if (lists.length < folds) {
      throw new ModelError(
        "data",
        `stratifiedGroupKFold needs a group for each fold: got ${lists.length} groups for ${folds} folds.`,
        { remedy: "Use fewer folds." },
      );
    }
    const classes = [...rowsByLabel(labels).values()];
    const classOf = new Int32Array(labels.length);
    classes.forEach((rows, c) => {
      for (const row of rows) classOf[row] = c;
    });
    const counted = lists.map((rows) => {
      const counts = new Float64Array(classes.length);
      for (const row of rows) counts[classOf[row]!]! += 1 / classes[classOf[row]!]!.length;
      return { rows, counts, spread: deviation(counts) };
    });
    const order = shuffle ? Array.from(shuffled(counted.length, seed), (i) => counted[i]!) : counted;
    const shares = Array.from({ length: folds }, () => new Float64Array(classes.length));
    const sizes = new Int32Array(folds);
    const foldOf = new Int32Array(labels.length);
    for (const { rows, counts } of order.sort((a, b) => b.spread - a.spread)) {
      const fold = bestFold(shares, sizes, counts);
      counts.forEach((share, c) => {
        shares[fold]![c]! += share;
      });
      sizes[fold]! += rows.length;
      for (const row of rows) foldOf[row] = fold;
    }
    return splitsOf(foldOf, folds);
  },
  {
    about: {
      name: "Stratified group k-fold split",
      formula: "whole groups to the fold where the shares of the classes come out most alike",
      use: "groups and classes at once: patients, some of them ill",
      pitfall: "with few groups no choice makes the shares alike: look at the classes of each fold",
      reference: "Kohavi 1995, for groups as in scikit-learn",
      seeAlso: ["groupKFold", "stratifiedKFold"],
    },
  },
);

const deviation = (numbers: ArrayLike<number>): number => {
  const list = Array.from(numbers);
  const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
  return Math.sqrt(list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / list.length);
};

/** Where the folds' shares of each class come out most alike; of equal ones the fold with the fewest rows. */
const bestFold = (shares: readonly Float64Array[], sizes: Int32Array, counts: Float64Array): number => {
  let best = 0;
  let least = Infinity;
  shares.forEach((_, fold) => {
    let unevenness = 0;
    for (let c = 0; c < counts.length; c++) {
      unevenness += deviation(shares.map((own, f) => own[c]! + (f === fold ? counts[c]! : 0)));
    }
    const better = unevenness < least - 1e-12;
    if (better || (unevenness < least + 1e-12 && sizes[fold]! < sizes[best]!)) {
      best = fold;
      least = unevenness;
    }
  });
  return best;
};
