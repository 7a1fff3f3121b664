import { either, flag, notNegative, type OptionsOf, oneOf, part, positive, share, whole } from "@kaviar/base/check";
import type { FitContext } from "../contract/context.ts";
import { createModel } from "../contract/model.ts";
import type { Training } from "../contract/training.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { linearFunction } from "./contract/linear-function.ts";
import { trainingRows } from "./contract/training-rows.ts";
import { fitSgd } from "./sgd/fit-sgd.ts";
import { lossNames, ofNumbers } from "./sgd/losses.ts";

const read = options("sgd", {
  /**
   * What errors cost. Of classes `hinge` (unless said), `log`, `modifiedHuber`, `squaredHinge`, `perceptron`, or any of
   * those of numbers; of numbers `squared` (unless said), `huber`, `epsilonInsensitive`, `squaredEpsilonInsensitive`.
   */
  loss: oneOf(...lossNames).optional(),
  /** What large coefficients cost: their squares, their absolute values, both, or nothing. */
  penalty: oneOf("l2", "l1", "elasticNet", "none").default("l2"),
  /** How much they cost. */
  alpha: positive.default(1e-4),
  /** For `elasticNet`: the share that goes by absolute values. */
  l1Ratio: part.default(0.15),
  /** Whether a constant is added; it costs nothing. */
  fitIntercept: flag.default(true),
  /** Rounds through all rows at most. */
  maxIter: whole(1).default(1000),
  /** It ends when a round does not get better by this, several times in a row. */
  tol: notNegative.default(1e-3),
  /** Whether each round goes through the rows in an order of its own. */
  shuffle: flag.default(true),
  /** For `huber`, and for those that are insensitive: errors up to here cost little, or nothing. */
  epsilon: notNegative.default(0.1),
  /**
   * How long steps are: `optimal`, 1 / (alpha (t₀ + t)); `invScaling`, rate / t^powerT; `constant`; `adaptive`, constant
   * until it gets no better, then a fifth. Unless said, `optimal` for classes and `invScaling` for numbers.
   */
  schedule: oneOf("optimal", "invScaling", "constant", "adaptive").optional(),
  /** How long steps are at first; `optimal` knows by itself. */
  rate: positive.default(0.01),
  /** The power of `invScaling`; unless said 0.5 for classes and 0.25 for numbers. */
  powerT: notNegative.optional(),
  /** Whether a part of the rows is left out, and says when to end. */
  earlyStopping: flag.default(false),
  /** How large that part is. */
  validationFraction: share.default(0.1),
  /** So many rounds in a row have to be no better. */
  nIterNoChange: whole(1).default(5),
  /** Whether coefficients are the mean of all steps; or from which step on. */
  average: either(flag, whole(1)).default(false),
});

export type SgdOptions = OptionsOf<typeof read>;

/**
 * A linear model that learns from one row after the other, by any of several losses; each of several classes against the
 * rest.
 *
 * ```ts
 * pipeline(impute(), encode(), scale(), sgd({ loss: "log", penalty: "elasticNet" }));
 * ```
 * It ends near the optimum and not at it: two seeds differ a little. `log` and `modifiedHuber` have probabilities, of
 * other losses it gives the sigmoid or the softmax of scores. Rows left out by `earlyStopping` are drawn one by one, groups
 * or not.
 */
export const sgd = createModel(
  read,
  {
    name: "Stochastic gradient descent",
    formula: "w ← (1 − ηα) w − η ∂loss(y, wᵀx + b)/∂w, row by row",
    use: "very many rows, and losses that others do not have",
    pitfall: "without scale() before it, it wanders off",
    reference: "Robbins & Monro 1951; Bottou 2012",
    seeAlso: ["logisticRegression", "linearSvm", "network"],
  },
  {
    tasks: ["classes", "numbers"],
    fit: (training, given, context) => fit(training, given, context),
    ...linearFunction(read.owner),
  },
);

const fit = async (training: Training, given: ReturnType<typeof read>, context: FitContext) => {
  const data = trainingRows(read.owner, training);
  const isNumbers = data.task === "numbers";
  const { penalty, average } = given;
  const loss = given.loss ?? (isNumbers ? "squared" : "hinge");
  if (isNumbers && !ofNumbers.includes(loss)) {
    throw new TableError("options", `sgd's loss \`${loss}\` is none for numbers.`, {
      remedy: `For numbers there are ${ofNumbers.map((each) => `\`${each}\``).join(", ")}.`,
    });
  }
  const settings = {
    ...given,
    loss,
    schedule: given.schedule ?? (isNumbers ? "invScaling" : "optimal"),
    powerT: given.powerT ?? (isNumbers ? 0.25 : 0.5),
    l1Ratio: penalty === "l1" ? 1 : penalty === "elasticNet" ? given.l1Ratio : 0,
    isPenalized: penalty !== "none",
    average: Number(average),
  } as const;
  return fitSgd(read.owner, data, settings, context);
};
