import { type OptionsOf, oneOf, positive, whole } from "@kaviar/base/check";
import { createModel } from "../contract/model.ts";
import { withoutTarget } from "../contract/target.ts";
import { options } from "../options.ts";
import { predictTable } from "../trees/predict-table.ts";
import { treesToOnnx } from "../trees/trees-to-onnx.ts";
import { type BoostedClasses, boostClasses } from "./ada-boost/classes.ts";
import { type BoostedNumbers, boostNumbers } from "./ada-boost/numbers.ts";
import { weightedMedian, weightedMedianInGraph } from "./ada-boost/weighted-median.ts";
import { outcomeOf, outcomeToOnnx } from "./contract/outcome.ts";

const read = options("adaBoost", {
  /** How many trees at most: it stops where one makes no error. */
  trees: whole(1).default(50),
  /** What the say of each tree is multiplied by. */
  rate: positive.default(1),
  /** How many questions each tree may ask one after the other. Unless said, 1 for classes and 3 for numbers. */
  maxDepth: whole(1).optional(),
  /** For numbers: what an error counts, as part of the largest. */
  loss: oneOf("linear", "square", "exponential").default("linear"),
});

export type AdaBoostOptions = OptionsOf<typeof read>;

/**
 * Small trees one after the other, each looking most at the rows that the ones before it got wrong.
 *
 * ```ts
 * pipeline(encode(), adaBoost({ trees: 100, rate: 0.5 }));
 * ```
 * For classes it is SAMME, and what it gives as probabilities is the softmax of the votes: the order is right, the
 * numbers are near each other. For numbers it is R2, whose trees see rows drawn by their weights, and which says the
 * weighted median of the trees.
 */
export const adaBoost = createModel(
  read,
  {
    name: "AdaBoost",
    formula: "w ← w · exp(α [ŷ ≠ y]), α = η (ln((1 − ε) / ε) + ln(K − 1)); the trees vote with α",
    use: "a small model of stumps that still bends; clean labels",
    pitfall: "wrong labels get all its attention: boosting with a softer loss bears them better",
    reference: "Freund & Schapire 1997; Drucker 1997; Zhu et al. 2009",
    seeAlso: ["boosting", "randomForest"],
  },
  {
    tasks: ["classes", "numbers"],
    slow: true,
    fit: async (training, given, context): Promise<BoostedClasses | BoostedNumbers> => {
      const { target } = training;
      if (target.task === "anomalies") throw withoutTarget("adaBoost");
      return target.task === "classes"
        ? boostClasses(training, target, given, context)
        : boostNumbers(training, target, given, context);
    },
    predict: (state, table) => {
      const answers = predictTable(state.ensemble, table);
      return state.task === "classes" ? outcomeOf(state.outcome, answers) : weightedMedian(answers, state.says);
    },
    onnx: (state, wires, graph) => {
      const answers = treesToOnnx(state.ensemble, wires, graph);
      return state.task === "classes"
        ? outcomeToOnnx(state.outcome, answers, graph)
        : weightedMedianInGraph(answers, state.says, graph);
    },
    importances: ({ importances }) => importances,
  },
);
