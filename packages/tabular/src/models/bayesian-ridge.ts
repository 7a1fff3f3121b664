import { flag, notNegative, type OptionsOf, positive, whole } from "@kaviar/base/check";
import { dot, gram, singularValues, symmetricEigen, times, transpose, transposedTimes } from "@kaviar/base/numerics";
import { createModel } from "../contract/model.ts";
import { options } from "../options.ts";
import { weightedMoments } from "../steps/contract/scaling.ts";
import { fitSquares } from "./contract/least-squares-fit.ts";
import { linearFunction } from "./contract/linear-function.ts";
import { unfinished } from "./contract/unfinished.ts";

const read = options("bayesianRidge", {
  /** Rounds at most. */
  maxIter: whole(1).default(300),
  /** It ends when the coefficients together change by less. */
  tol: positive.default(1e-3),
  /** Shape of the gamma prior of the noise's precision. */
  alpha1: notNegative.default(1e-6),
  /** Rate of the gamma prior of the noise's precision. */
  alpha2: notNegative.default(1e-6),
  /** Shape of the gamma prior of the coefficients' precision. */
  lambda1: notNegative.default(1e-6),
  /** Rate of the gamma prior of the coefficients' precision. */
  lambda2: notNegative.default(1e-6),
  /** The noise's precision at the start: 1 / variance of the target, unless given. */
  alphaInit: positive.optional(),
  /** The coefficients' precision at the start. */
  lambdaInit: positive.default(1),
  /** Whether a constant is added. */
  fitIntercept: flag.default(true),
});

export type BayesianRidgeOptions = OptionsOf<typeof read>;

interface Settings extends ReturnType<typeof read> {
  readonly alphaInit: number;
}

interface Problem {
  readonly x: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly y: Float64Array;
  /** The weight of all rows. */
  readonly total: number;
}

/**
 * Ridge regression that finds its own penalty: how precise noise and coefficients are is learned from the rows.
 *
 * ```ts
 * await pipeline(scale(), bayesianRidge()).fit(few, { target: "yield" });
 * ```
 * It assumes noise of the same size everywhere.
 */
export const bayesianRidge = createModel(
  read,
  {
    name: "Bayesian ridge regression",
    formula: "w ~ N(0, 1/λ), y ~ N(Xw + b, 1/α), α and λ by evidence",
    use: "few rows and no wish to search for ridge's alpha",
    pitfall: "one penalty for all columns: needs columns of one scale",
    reference: "MacKay 1992; Tipping 2001",
    seeAlso: ["ridge", "gaussianProcess"],
  },
  {
    tasks: ["numbers"],
    fit: async (training, given) => {
      const { target, weights } = training;
      const variance = target.task === "numbers" ? weightedMoments(target.values, weights).deviation ** 2 : 0;
      let isDone = false;
      const state = await fitSquares(
        read.owner,
        training,
        given.fitIntercept,
        async ({ rows, columns, total, byRow }) => {
          const { x, targets } = byRow();
          const start = { ...given, alphaInit: given.alphaInit ?? 1 / (variance + Number.EPSILON) };
          const found = byEvidence({ x, rows, columns, y: targets[0]!, total }, start);
          isDone = found.isDone;
          return [found.w];
        },
      );
      return { ...state, notes: isDone ? [] : [unfinished(read.owner, given.maxIter)] };
    },
    ...linearFunction(read.owner),
  },
);

/** Precisions of noise and coefficients in turn with the coefficients, until these stay. (MacKay 1992) */
const byEvidence = ({ x, rows, columns, y, total }: Problem, settings: Settings) => {
  const { squares, right } = principal(x, rows, columns);
  const count = squares.length;
  const along = times(right, count, columns, transposedTimes(x, rows, columns, y));
  const best = (ratio: number): Float64Array =>
    transposedTimes(
      right,
      count,
      columns,
      along.map((each, k) => each / (squares[k]! + ratio)),
    );
  let [alpha, lambda] = [settings.alphaInit, settings.lambdaInit];
  let before: Float64Array | undefined;
  let isDone = false;
  for (let round = 0; round < settings.maxIter && !isDone; round++) {
    const w = best(lambda / alpha);
    const residual = times(x, rows, columns, w).map((each, i) => y[i]! - each);
    const known = squares.reduce((sum, square) => sum + (alpha * square) / (lambda + alpha * square), 0);
    lambda = (known + 2 * settings.lambda1) / (dot(w, w) + 2 * settings.lambda2);
    alpha = (total - known + 2 * settings.alpha1) / (dot(residual, residual) + 2 * settings.alpha2);
    const changed = before?.reduce((sum, each, j) => sum + Math.abs(each - w[j]!), 0) ?? Infinity;
    isDone = changed < settings.tol;
    before = w;
  }
  return { w: best(lambda / alpha), isDone };
};

/** The squares of the singular values, and the right singular vectors, one a row. */
const principal = (x: Float64Array, rows: number, columns: number) => {
  if (rows >= columns) {
    const { values, vectors } = symmetricEigen(gram(x, rows, columns), columns);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    // Below, digits are lost by squaring.
    if (least > 1e-8 * most) return { squares: values, right: transpose(vectors, columns, columns) };
  }
  const { values, right } = singularValues(x, rows, columns);
  return { squares: values.map((value) => value * value), right };
};
