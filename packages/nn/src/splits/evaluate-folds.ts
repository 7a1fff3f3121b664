import { withCard } from "@kaviar/base/card";
import { deviationOf, meanOf } from "@kaviar/base/numerics";
import { ModelError } from "../error.ts";
import type { Split } from "./contract/split.ts";

/** What one fold came to: numbers by name, the same names for each fold. */
export type FoldScores = Readonly<Record<string, number>>;

export interface FoldSummary<Scores extends FoldScores> {
  /** One for each split, in their order. */
  readonly folds: readonly Scores[];
  readonly mean: Scores;
  /** With n − 1 in the denominator. */
  readonly std: Scores;
}

/**
 * Asks a function for the scores of each split, one after the other, and says their means and deviations: cross-validation
 * of anything that can be fitted to some rows and looked at on others.
 *
 * ```ts
 * const { mean, std } = await evaluateFolds(kFold(150), async ({ training, validation }) => {
 *   const tree = fitTree(rows(training));
 *   return { r2: r2(tree.predict(rows(validation)), targets(validation)) };
 * });
 * ```
 * Whatever is fitted to data has to be fitted inside of it, to the training rows alone. Networks have `crossValidate`.
 */
export const evaluateFolds = withCard(
  async <Scores extends FoldScores>(
    splits: readonly Split[],
    evaluateFold: (split: Split, fold: number) => Scores | Promise<Scores>,
  ): Promise<FoldSummary<Scores>> => {
    if (splits.length < 2) {
      throw new ModelError("options", `Cross-validation needs at least two folds: got ${splits.length}.`);
    }
    const folds: Scores[] = [];
    for (const [fold, split] of splits.entries()) folds.push(await evaluateFold(split, fold));
    const over = (summary: (values: readonly number[]) => number) =>
      Object.fromEntries(
        Object.keys(folds[0]!).map((name) => [name, summary(folds.map((scores) => scores[name]!))]),
      ) as unknown as Scores;
    return { folds, mean: over(meanOf), std: over(deviationOf) };
  },
  {
    about: {
      name: "Cross-validation",
      formula: "mean ± deviation over the folds of the score on the rows that were held out",
      use: "how well a way of fitting does, and how sure that is: networks, tables, anything",
      pitfall: "choosing by the value that is reported makes it too good: hold rows back for the end",
      reference: "Stone 1974",
      seeAlso: ["crossValidate", "kFold", "stratifiedKFold"],
    },
  },
);
