import { flag, notNegative, type OptionsOf, oneOf, positive, whole } from "@kaviar/base/check";
import type { FitContext } from "../contract/context.ts";
import { createModel } from "../contract/model.ts";
import type { Training } from "../contract/training.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { linearFunction } from "./contract/linear-function.ts";
import { trainingRows } from "./contract/training-rows.ts";
import { fitLinearSvm } from "./linear-svm/fit-linear-svm.ts";

const losses = {
  classes: ["squaredHinge", "hinge"],
  numbers: ["epsilonInsensitive", "squaredEpsilonInsensitive"],
} as const;

const read = options("linearSvm", {
  /** How much errors cost. */
  c: positive.default(1),
  /**
   * Of what errors cost: of classes `squaredHinge`, or `hinge` as svm has it; of numbers `epsilonInsensitive`, or
   * `squaredEpsilonInsensitive`. Unless said, the first.
   */
  loss: oneOf(...losses.classes, ...losses.numbers).optional(),
  /** For numbers: errors up to this size cost nothing. */
  epsilon: notNegative.default(0),
  /** Whether a constant is added. */
  fitIntercept: flag.default(true),
  /** The constant is the coefficient of a column of this: the larger it is, the less the constant costs. */
  interceptScaling: positive.default(1),
  /** How far from the best it may end, as a share of what errors and coefficients cost. */
  tol: positive.default(1e-13),
  /** Steps at most. */
  maxIter: whole(1).default(1000),
});

export type LinearSvmOptions = OptionsOf<typeof read>;

/**
 * A plane with classes on its sides, by the errors near it; each of several classes against the rest. Numbers within a
 * tube around a line.
 *
 * ```ts
 * pipeline(impute(), encode(), scale(), linearSvm({ c: 0.1 }));
 * ```
 * The constant costs as coefficients do, as in liblinear. It has scores and no probabilities: the sigmoid of a score, or
 * the softmax of several, has the order right; `calibrate` makes probabilities of them.
 */
export const linearSvm = createModel(
  read,
  {
    name: "Linear support vector machine",
    formula: "min ‖w‖² / 2 + c Σ max(0, 1 − y wᵀx)²",
    use: "many rows or columns; less drawn by rows far from the boundary than logisticRegression",
    pitfall: "needs columns of one scale; the default loss squares what is on the wrong side",
    reference: "Fan et al. 2008 (LIBLINEAR)",
    seeAlso: ["svm", "logisticRegression", "sgd"],
  },
  {
    tasks: ["classes", "numbers"],
    fit: (training, given, context) => fit(training, given, context),
    ...linearFunction(read.owner),
  },
);

const fit = async (training: Training, given: ReturnType<typeof read>, context: FitContext) => {
  const data = trainingRows(read.owner, training);
  const own: readonly string[] = losses[data.task];
  const loss = given.loss ?? own[0]!;
  if (!own.includes(loss)) {
    throw new TableError("options", `linearSvm's loss \`${loss}\` is none for ${data.task}.`, {
      remedy: `For ${data.task} there are ${own.map((each) => `\`${each}\``).join(" and ")}.`,
    });
  }
  return fitLinearSvm(read.owner, data, { ...given, squared: loss.startsWith("squared") }, context);
};
