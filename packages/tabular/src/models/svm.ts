import { either, finite, notNegative, type OptionsOf, oneOf, positive, whole } from "@kaviar/base/check";
import type { FitContext } from "../contract/context.ts";
import { createModel } from "../contract/model.ts";
import type { Training } from "../contract/training.ts";
import { options } from "../options.ts";
import { weightedMoments } from "../steps/contract/scaling.ts";
import { centre } from "./contract/centre.ts";
import { outcomeOfRows } from "./contract/least-squares-fit.ts";
import { trainingRows } from "./contract/training-rows.ts";
import { unfinished } from "./contract/unfinished.ts";
import { type Duals, fitPairs, fitTube } from "./svm/fit-pairs.ts";
import type { Kernel } from "./svm/kernel.ts";
import { predictSupport, type SupportState, supportToOnnx } from "./svm/support-state.ts";

const read = options("svm", {
  /** How much errors cost. */
  c: positive.default(1),
  /** How alike rows are: by distance, by a power or a tangent of their product, or by the product. */
  kernel: oneOf("rbf", "linear", "poly", "sigmoid").default("rbf"),
  /** How narrow a row's neighbourhood is: `scale` is 1 / (columns · variance of all values), `auto` 1 / columns. */
  gamma: either(oneOf("scale", "auto"), positive).default("scale"),
  /** The power of `poly`. */
  degree: whole(0).default(3),
  /** What is added to the product in `poly` and `sigmoid`. */
  coef0: finite.default(0),
  /** For numbers: errors up to this size cost nothing. */
  epsilon: notNegative.default(0.1),
  /** How far from the best it may end: by how much two rows may break the conditions of the optimum. */
  tol: positive.default(1e-3),
  /** Steps at most, of each pair of classes; without it, as many as it takes. */
  maxIter: whole(1).optional(),
});

export type SvmOptions = OptionsOf<typeof read>;

type Settings = ReturnType<typeof read>;

/**
 * Classes apart by the widest gap, or numbers within the narrowest tube, by how alike rows are to some of the training
 * rows: the support vectors.
 *
 * ```ts
 * pipeline(impute(), encode(), scale(), svm({ c: 10 }));
 * ```
 * Time grows with the square of the rows: above some ten thousand, linearSvm or boosting. It has scores and no
 * probabilities: of two classes the sigmoid of the score, of more the softmax of votes among pairs; `calibrate` makes
 * probabilities of them.
 */
export const svm = createModel(
  read,
  {
    name: "Support vector machine",
    formula: "min ‖w‖² / 2 + c Σ max(0, 1 − y f(x)), f(x) = Σ αᵢ K(xᵢ, x) + b",
    use: "some thousand rows with boundaries that are not straight",
    pitfall: "distances need columns of one scale: put scale() before it",
    reference: "Cortes & Vapnik 1995; Fan, Chen & Lin 2005; Chang & Lin 2011",
    seeAlso: ["linearSvm", "kNearest", "gaussianProcess"],
  },
  {
    tasks: ["classes", "numbers"],
    slow: true,
    fit: (training, given, context) => fit(training, given, context),
    predict: (state, table) => predictSupport(read.owner, state, table),
    onnx: (state, wires, graph) => supportToOnnx(state, wires, graph),
    notes: ({ notes }) => notes,
  },
);

const fit = async (training: Training, given: Settings, context: FitContext): Promise<SupportState> => {
  const data = trainingRows(read.owner, training);
  const outcome = outcomeOfRows(data);
  const { columns, rows } = data;
  const kernel = kernelOf(given, data.values, columns);
  // Distances stay the same, and lose less by rounding.
  const means = kernel.kind === "rbf" ? centre(data, undefined) : new Float64Array(columns);
  const settings = { ...given, maxIter: given.maxIter ?? Infinity };
  if (data.task === "classes" && data.present.length === 1) {
    return {
      outcome,
      kernel: { kind: "linear" },
      means,
      vectors: new Float64Array(columns),
      counts: new Float64Array(1),
      intercepts: new Float64Array(1),
      notes: [],
    };
  }
  const duals = await (data.task === "classes"
    ? fitPairs(data, kernel, settings, context)
    : fitTube(data, kernel, settings, context));
  // A score of two classes is of the second, a function of a pair of the first.
  const sign = data.task === "classes" && data.present.length === 2 ? -1 : 1;
  return {
    outcome,
    kernel,
    means,
    ...supportOf(data.values, rows, columns, duals, sign),
    notes: duals.isDone ? [] : [unfinished(read.owner, settings.maxIter)],
  };
};

/** The rows that count in any function. */
const supportOf = (x: Float64Array, rows: number, columns: number, { counts, intercepts }: Duals, sign: number) => {
  const support = Array.from({ length: rows }, (_, row) => row).filter((row) => counts.some((own) => own[row] !== 0));
  // Where none counts the functions are constant: a vector that counts for nothing keeps the shapes.
  const chosen = support.length > 0 ? support : [0];
  const vectors = new Float64Array(chosen.length * columns);
  for (const [i, row] of chosen.entries()) vectors.set(x.subarray(row * columns, (row + 1) * columns), i * columns);
  return {
    vectors,
    counts: Float64Array.from(chosen.flatMap((row) => counts.map((own) => sign * own[row]!))),
    intercepts: Float64Array.from(intercepts, (intercept) => sign * intercept),
  };
};

const kernelOf = ({ kernel, gamma, coef0, degree }: Settings, x: Float64Array, columns: number): Kernel => {
  if (kernel === "linear") return { kind: "linear" };
  const width =
    typeof gamma === "number"
      ? gamma
      : 1 / (columns * (gamma === "scale" ? weightedMoments(x, undefined).deviation ** 2 || 1 : 1));
  if (kernel === "rbf") return { kind: "rbf", gamma: width };
  if (kernel === "sigmoid") return { kind: "sigmoid", gamma: width, coef0 };
  return { kind: "poly", gamma: width, coef0, degree };
};
