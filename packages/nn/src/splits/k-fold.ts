import { checkOption } from "../check-option.ts";
import { ModelError } from "../error.ts";
import { inOrder, shuffled } from "./random.ts";
import { type Split, splitsOf } from "./split.ts";

export interface FoldOptions {
  /** 5 unless said. */
  readonly folds?: number;
  readonly seed?: number;
  /** Rows in random order first (true); otherwise folds are stretches of neighbours. */
  readonly shuffle?: boolean;
}

export const checkFolds = (owner: string, folds: number): void =>
  checkOption(owner, "a whole number of folds ≥ 2", folds, Number.isInteger(folds) && folds >= 2);

/**
 * Each row is held out once, in one of `folds` folds of equal size (the first ones have a row more where it does not divide).
 *
 * ```ts
 * for (const { training, validation } of kFold(150, { folds: 5, seed: 7 })) …
 * ```
 * Rows that belong together (one patient's) need `groupKFold`, rows in time `timeSeriesSplit`.
 */
export const kFold = (n: number, { folds = 5, seed = 0, shuffle = true }: FoldOptions = {}): Split[] => {
  checkFolds("kFold", folds);
  if (!(n >= folds)) {
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
};
