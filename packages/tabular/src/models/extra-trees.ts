import type { OptionsOf } from "@kaviar/base/check";
import { createModel } from "../contract/model.ts";
import { options } from "../options.ts";
import { averageToOnnx, predictAverage, summedTrees } from "./contract/averaged-trees.ts";
import { fitForest, forestOptions, keptByDefault } from "./contract/forest.ts";
import { notesOfOutOfBag } from "./contract/out-of-bag.ts";

const read = options("extraTrees", {
  ...forestOptions,
  /** Whether each tree gets rows of its own, drawn with replacement. */
  bootstrap: keptByDefault,
});

export type ExtraTreesOptions = OptionsOf<typeof read>;

/**
 * The mean of many trees whose thresholds are drawn at random: of some columns the best of such splits is taken.
 *
 * ```ts
 * pipeline(encode(), extraTrees({ trees: 300 }));
 * ```
 * Missing values are fine: each split sends them to a side at random. `oobScore` counts the rows that some tree
 * did not see, each once, whatever its weight.
 */
export const extraTrees = createModel(
  read,
  {
    name: "Extremely randomized trees",
    formula: "ŷ = mean over trees; of each column one threshold, uniform between its least and greatest value",
    use: "where a forest still follows the noise; smoother answers, and less time a tree",
    pitfall: "among many columns without meaning it takes them too often: raise maxFeatures",
    reference: "Geurts et al. 2006",
    seeAlso: ["randomForest", "decisionTree"],
  },
  {
    tasks: ["classes", "numbers"],
    slow: true,
    fit: (training, given, context) => fitForest("extraTrees", training, given, context, { random: true }),
    predict: predictAverage,
    onnx: averageToOnnx,
    importances: ({ importances }) => importances,
    notes: ({ outOfBag }) => notesOfOutOfBag("extraTrees", outOfBag),
    trees: summedTrees,
  },
);
