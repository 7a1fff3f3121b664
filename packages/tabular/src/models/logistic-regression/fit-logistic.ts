import { dot } from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import { createPairLoss } from "../../kernels/pair-loss.ts";
import { centre } from "../contract/centre.ts";
import { certain, outcomeOfRows } from "../contract/least-squares-fit.ts";
import type { LinearState } from "../contract/linear-function.ts";
import type { ClassRows } from "../contract/training-rows.ts";
import { unfinished } from "../contract/unfinished.ts";
import { type LogisticRows, logLossOf } from "./loss.ts";
import { minimize } from "./minimize.ts";
import { preconditionerAt } from "./preconditioner.ts";
import { minimizeSparse } from "./sparse.ts";

export interface LogisticSettings {
  readonly c: number;
  readonly l1Ratio: number;
  readonly fitIntercept: boolean;
  readonly tol: number;
  readonly maxIter: number;
}

/** The rows' values are changed. */
export const fitLogistic = async (
  owner: string,
  data: ClassRows,
  settings: LogisticSettings,
  context: FitContext,
): Promise<LinearState> => {
  const outcome = outcomeOfRows(data);
  const { rows, columns, codes, weights, present } = data;
  if (present.length === 1) return certain(outcome, columns);
  const { c, l1Ratio, fitIntercept, tol, maxIter } = settings;
  // The intercept takes up what centring takes away.
  const means = fitIntercept ? centre(data, weights) : new Float64Array(columns);
  const scores = present.length === 2 ? 1 : present.length;
  const problem: LogisticRows = { x: data.values, rows, columns, codes, weights, scores };
  const total = weights?.reduce((a, b) => a + b, 0) ?? rows;
  const penalty = { absolute: l1Ratio / c, square: (1 - l1Ratio) / c, positive: false };
  const solve = penalty.absolute > 0 ? minimizeSparse : minimizeSmooth;
  // A value of the loss of all rows is `total` times that of one.
  const { parameters, isDone } = await solve(
    problem,
    penalty,
    { fitIntercept, tol: tol * Math.sqrt(total), maxIter },
    context,
  );
  const coefficients = new Float64Array(scores * columns);
  const intercepts = new Float64Array(scores);
  for (let k = 0; k < scores; k++) {
    const own = parameters.subarray(k * (columns + 1), k * (columns + 1) + columns);
    coefficients.set(own, k * columns);
    intercepts[k] = parameters[k * (columns + 1) + columns]! - dot(own, means);
  }
  return { outcome, coefficients, intercepts, notes: isDone ? [] : [unfinished(owner, maxIter)] };
};

export interface Ending {
  readonly fitIntercept: boolean;
  readonly tol: number;
  readonly maxIter: number;
}

const minimizeSmooth = (
  data: LogisticRows,
  { square }: { readonly square: number },
  { fitIntercept, tol, maxIter }: Ending,
  context: FitContext,
) => {
  const width = data.columns + 1;
  const loss = data.scores === 1 ? createPairLoss(data) : logLossOf(data);
  const value = (parameters: Float64Array, gradient: Float64Array): number => {
    let sum = loss(parameters, gradient);
    for (let i = 0; i < parameters.length; i++) {
      if (i % width === width - 1) {
        if (!fitIntercept) gradient[i] = 0;
        continue;
      }
      sum += 0.5 * square * parameters[i]! ** 2;
      gradient[i] = gradient[i]! + square * parameters[i]!;
    }
    return sum;
  };
  const preconditioner = (parameters: Float64Array) => preconditionerAt(data, parameters, square, fitIntercept);
  return minimize({ value, preconditioner, tol, maxIter }, new Float64Array(data.scores * width), context);
};
