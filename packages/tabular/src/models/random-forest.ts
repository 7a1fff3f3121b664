import type { OptionsOf } from "@kaviar/base/check";
import { createModel } from "../contract/model.ts";
import { options } from "../options.ts";
import { averageToOnnx, predictAverage, summedTrees } from "./contract/averaged-trees.ts";
import { drawnByDefault, fitForest, forestOptions } from "./contract/forest.ts";
import { notesOfOutOfBag } from "./contract/out-of-bag.ts";

const read = options("randomForest", {
  ...forestOptions,
  /** Whether each tree gets rows of its own, drawn with replacement. */
  bootstrap: drawnByDefault,
});

export type RandomForestOptions = OptionsOf<typeof read>;

/**
 * The mean of many deep trees, each grown on other rows and choosing among other columns.
 *
 * ```ts
 * pipeline(encode(), randomForest({ trees: 300, minLeaf: 2 }));
 * ```
 * Missing values are fine. Values are put in 255 bins a column first, of as many rows each: columns of fewer values lose
 * nothing. With weights, rows are drawn by them; a weight of 2 is not the row twice, but as likely as that. `oobScore` counts the rows that some tree
 * did not see, each once, whatever its weight.
 */
export const randomForest = createModel(
  read,
  {
    name: "Random forest",
    formula: "ŷ = mean over trees, each on a bootstrap sample, each split among √p columns",
    use: "a good model without tuning; rows few, columns many, noise large",
    pitfall: "it says nothing beyond the targets that it saw; its probabilities keep away from 0 and 1",
    reference: "Breiman 2001",
    seeAlso: ["extraTrees", "boosting", "decisionTree"],
  },
  {
    tasks: ["classes", "numbers"],
    slow: true,
    fit: (training, given, context) => fitForest("randomForest", training, given, context, { random: false }),
    predict: predictAverage,
    onnx: averageToOnnx,
    importances: ({ importances }) => importances,
    notes: ({ outOfBag }) => notesOfOutOfBag("randomForest", outOfBag),
    trees: summedTrees,
  },
);
