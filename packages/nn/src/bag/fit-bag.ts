import { anything, law, type OptionsOf, oneOf, positive, whole } from "@kaviar/base/check";
import { inOrder } from "@kaviar/base/random";
import { isTensor, key, type Tensor, tensor, zeros } from "@kaviar/tensor";
import { createDataSet, type DataSet, type TrainingData } from "../data/data-set.ts";
import { checkInputs } from "../data/rows.ts";
import { ModelError } from "../error.ts";
import { costOf } from "../evaluation/cost.ts";
import type { Metrics } from "../evaluation/measure.ts";
import { rowsAtOnce } from "../evaluation/rows-at-once.ts";
import { type AnyLayer, initialize } from "../layers/contract/layer.ts";
import type { Bag } from "../layers/embedding/embedding-bag.ts";
import { meanSquaredError } from "../losses/mean-squared-error.ts";
import { sparseSoftmaxCrossEntropy } from "../losses/sparse-softmax-cross-entropy.ts";
import { createTrainedModel, type TrainedModel } from "../model/trained-model.ts";
import { options } from "../options.ts";
import { kFold } from "../splits/k-fold.ts";
import { stratifiedKFold } from "../splits/stratified-k-fold.ts";
import { chooseC, type Tried } from "./choose-c.ts";
import { origin, type Problem, solve, type Weights } from "./solve.ts";
import { sparseRows } from "./sparse-rows.ts";
import { classTarget, numberTarget, type Target } from "./target.ts";

const isPositive = (c: unknown): boolean => positive.holds(c);

const read = options("fitBag", {
  /** How much rows count against large weights, as in scikit-learn; of several, the one that held-out rows like best. */
  c: law<number | readonly number[]>(
    "a number greater than 0, or a list of such",
    (c) => isPositive(c) || (Array.isArray(c) && c.length > 0 && c.every(isPositive)),
  ).default([0.3, 1, 3, 10, 30, 100, 300]),
  /** What is least: of classes the cross-entropy of their scores, of numbers half of the squares. */
  loss: oneOf("classes", "numbers").default("classes"),
  /** What `evaluate` measures besides. */
  metrics: anything<Metrics>().optional(),
  /** How far from the best each row's part may be in the end, as a share: of many texts the time goes with its logarithm. */
  tolerance: positive.default(1e-3),
  /** Seconds after which it ends with what it has: half of them choose among several `c`. */
  seconds: positive.optional(),
  /** Which rows are held out follows from it. */
  seed: whole(0).default(0),
  /** Ends the work between two steps, with the signal's reason as error. */
  signal: law<AbortSignal>("an AbortSignal", (x) => x instanceof AbortSignal).optional(),
});

export type FitBagOptions = OptionsOf<typeof read>;

/** A bag whose weights are the best there are, and how `c` was chosen. */
export type FittedBag = TrainedModel<Bag, Tensor> & Choice;

interface Choice {
  readonly c: number;
  /** Whether the weights are as near to the best as `tolerance` asks: if not, more time or a smaller `c` brings them there. */
  readonly converged: boolean;
  /** The mean loss on held-out rows of each `c` that was tried; none where one was given. */
  readonly tried: readonly Tried[];
}

/**
 * The best weights of an `embeddingBag` as wide as there are outputs: a linear classifier of terms, min Σ loss + |W|² / 2c
 * (logistic regression, or ridge), solved rather than descended to.
 *
 * ```ts
 * const bag = tfIdf(texts);
 * const model = await fitBag(embeddingBag(bag.vocabulary, 3), { x: bag.encode(texts), y: labels });
 * await model.predict(bag.encode(["a text"]));            // logits [1, 3]
 * ```
 * Of two classes the logits are 0 and what a logistic regression of one score says. It takes its time and memory by
 * terms × classes: leave out rare terms where there are many classes.
 */
export const fitBag = async (layer: AnyLayer, data: TrainingData, given: FitBagOptions = {}): Promise<FittedBag> => {
  const { c, loss, metrics, tolerance, seconds, seed, signal } = read(given);
  const began = performance.now();
  const after = (share: number): number =>
    seconds === undefined ? Number.POSITIVE_INFINITY : began + 1000 * share * seconds;
  const { vocabulary, width, bias } = bagOptions(layer);
  const compared = loss === "classes" ? sparseSoftmaxCrossEntropy : meanSquaredError;
  const set = createDataSet(data, undefined, compared);
  const { terms, weights } = bagOf(set);
  await checkInputs(set.x);
  const rows = sparseRows(
    { data: await terms.data(), shape: terms.shape },
    { data: await weights.data(), shape: weights.shape },
  );
  checkTerms(rows.terms, vocabulary);
  const { target, labels } = await targetOf(set, loss, width);
  const problem: Problem = {
    rows,
    target,
    chosen: inOrder(set.rows),
    importance: set.weights && (await set.weights.data()),
    vocabulary,
    bias,
  };
  const choices = typeof c === "number" ? [c] : c;
  const splits = () => {
    const folds = Math.min(5, set.rows);
    return labels ? stratifiedKFold(labels, { folds, seed, rare: "share" }) : kFold(set.rows, { folds, seed });
  };
  const tried =
    choices.length > 1 && set.rows > 1
      ? await chooseC(problem, splits(), choices, { signal, deadline: after(0.5) })
      : [];
  const best = tried.reduce<Tried | undefined>((a, b) => (a && a.loss <= b.loss ? a : b), undefined)?.c ?? choices[0]!;
  const found = origin(problem);
  const converged = await solve(problem, found, { c: best, tolerance, signal, deadline: after(1) });
  const shape = { terms: terms.shape.slice(1), weights: weights.shape.slice(1) };
  const model = createTrainedModel({
    layer,
    params: paramsOf(problem, found, width),
    state: {},
    example: {
      terms: zeros([2, ...shape.terms], { dtype: "int32" }),
      weights: zeros([2, ...shape.weights]),
    },
    loss: compared,
    metrics,
    classes: set.classes,
    rowsAtOnce: rowsAtOnce(costOf(initialize(layer, key(seed), shape))),
    settings: {},
  }) as unknown as TrainedModel<Bag, Tensor>;
  return { ...model, c: best, converged, tried };
};

const bagOptions = (layer: AnyLayer): { vocabulary: number; width: number; bias: boolean } => {
  if (layer?.kind !== "embeddingBag") {
    throw new ModelError("layer", `fitBag solves an embeddingBag: got ${String(layer?.kind ?? layer)}.`, {
      remedy:
        "Make one as wide as there are classes: embeddingBag(bag.vocabulary, 3). What comes behind others, fit trains.",
    });
  }
  const { vocabulary, width, bias = true } = layer.options as { vocabulary: number; width: number; bias?: boolean };
  return { vocabulary, width, bias };
};

const bagOf = ({ x }: DataSet): Bag => {
  const { terms, weights } = x as Partial<Bag>;
  const fits = isTensor(terms) && isTensor(weights) && terms.rank === 2 && terms.shape.join() === weights.shape.join();
  if (fits) return { terms: terms.cast("int32"), weights };
  throw new ModelError("shape", "fitBag takes x as { terms, weights }, both of the shape [N, L]: got others.", {
    remedy: "tfIdf(texts).encode(texts) gives both.",
  });
};

const checkTerms = (terms: Int32Array, vocabulary: number): void => {
  const at = terms.findIndex((term) => term < 0 || term >= vocabulary);
  if (at < 0) return;
  throw new ModelError("data", `embeddingBag takes whole numbers in [0, ${vocabulary}): got ${terms[at]}.`, {
    remedy: "Make it as large as what encodes says: embeddingBag(bag.vocabulary, …).",
  });
};

const targetOf = async (
  { y, rows, classes }: DataSet,
  loss: "classes" | "numbers",
  width: number,
): Promise<{ readonly target: Target; readonly labels?: Int32Array }> => {
  const size = loss === "classes" ? rows : rows * width;
  if (!isTensor(y) || y.size !== size) {
    throw new ModelError(
      "labels",
      `fitBag needs ${loss === "classes" ? "one class" : `${width} numbers`} a row: got y of the shape [${isTensor(y) ? y.shape.join(", ") : "…"}].`,
    );
  }
  const numbers = await (y as Tensor).data();
  if (loss === "numbers") return { target: numberTarget(numbers, width) };
  const odd = numbers.findIndex((label) => !Number.isInteger(label) || label < 0 || label >= width);
  if (width < 2) throw new ModelError("labels", "A bag that tells classes apart has two outputs at least: got 1.");
  if (odd >= 0 || (classes && classes.length > width)) {
    const got = odd >= 0 ? `${numbers[odd]} at row ${odd}` : `${classes!.length} classes`;
    throw new ModelError("labels", `A bag as wide as ${width} tells the classes 0 to ${width - 1} apart: got ${got}.`, {
      remedy: 'Make it as wide as there are classes; numbers are learned with loss: "numbers".',
    });
  }
  const labels = Int32Array.from(numbers);
  return { target: classTarget(labels, width), labels };
};

/** As the layer has them: of two classes the first has the score 0. */
const paramsOf = ({ vocabulary, bias, target }: Problem, { terms, constant }: Weights, width: number) => {
  const wide = (found: Float64Array): Float32Array => {
    if (target.width === width) return Float32Array.from(found);
    const all = new Float32Array(2 * found.length);
    for (let i = 0; i < found.length; i++) all[2 * i + 1] = found[i]!;
    return all;
  };
  return {
    weight: tensor(wide(terms), { shape: [vocabulary, width] }),
    ...(bias ? { bias: tensor(wide(constant)) } : {}),
  };
};
