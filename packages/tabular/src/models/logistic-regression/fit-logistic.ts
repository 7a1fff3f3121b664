import { dot } from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import { finiteColumns, numbersOf } from "../../contract/matrix.ts";
import type { Training } from "../../contract/training.ts";
import { meansOfColumns } from "../../kernels/gram.ts";
import { type LogisticRows, logisticRows } from "../../kernels/logistic-rows.ts";
import { certain, outcomeOfRows } from "../contract/least-squares-fit.ts";
import type { LinearState } from "../contract/linear-function.ts";
import { classesOnly, trainingTable } from "../contract/training-rows.ts";
import { unfinished } from "../contract/unfinished.ts";
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

export const fitLogistic = async (
  owner: string,
  training: Training,
  settings: LogisticSettings,
  context: FitContext,
): Promise<LinearState> => {
  const { learned, table } = trainingTable(owner, training);
  if (learned.task !== "classes") throw classesOnly(owner);
  const outcome = outcomeOfRows(learned);
  const { codes, weights, present } = learned;
  const columns = numbersOf(owner, table).map(({ values }) => values);
  const means = await meansOfColumns(columns, weights);
  if (!means.every(Number.isFinite)) finiteColumns(owner, table);
  if (present.length === 1) return certain(outcome, columns.length);
  const { c, l1Ratio, fitIntercept, tol, maxIter } = settings;
  // The intercept takes up what centring takes away.
  const shift = fitIntercept ? means : new Float64Array(columns.length);
  const scores = present.length === 2 ? 1 : present.length;
  const rows = await logisticRows({ columns, shift, codes, weights, scores, fitIntercept });
  const total = weights?.reduce((a, b) => a + b, 0) ?? codes.length;
  const penalty = { absolute: l1Ratio / c, square: (1 - l1Ratio) / c, positive: false };
  // A value of the loss of all rows is `total` times that of one.
  const ending = { fitIntercept, tol: tol * Math.sqrt(total), maxIter };
  const solving =
    penalty.absolute > 0
      ? minimizeSparse(rows, penalty, ending, context)
      : minimizeSmooth(rows, penalty.square, ending, context);
  const { parameters, isDone } = await solving.finally(rows.close);
  const width = columns.length + 1;
  const coefficients = new Float64Array(scores * columns.length);
  const intercepts = new Float64Array(scores);
  for (let k = 0; k < scores; k++) {
    const own = parameters.subarray(k * width, (k + 1) * width - 1);
    coefficients.set(own, k * columns.length);
    intercepts[k] = parameters[(k + 1) * width - 1]! - dot(own, shift);
  }
  return { outcome, coefficients, intercepts, notes: isDone ? [] : [unfinished(owner, maxIter)] };
};

export interface Ending {
  readonly fitIntercept: boolean;
  readonly tol: number;
  readonly maxIter: number;
}

/** Parts of so many rows, or this many times the columns, tell where to begin, and of the curvature. */
const enoughRows = 2000;
const rowsPerColumn = 4;

const minimizeSmooth = async (rows: LogisticRows, square: number, { tol, maxIter }: Ending, context: FitContext) => {
  const { width, scores } = rows;
  const some = Math.max(enoughRows, rowsPerColumn * width);
  const lossOf =
    (most: number) =>
    (parameters: Float64Array, gradient: Float64Array): number => {
      let sum = rows.loss(parameters, gradient, most);
      const share = Math.min(1, most / rows.rows);
      for (let i = 0; i < parameters.length; i++) {
        if (i % width === width - 1) continue;
        sum += 0.5 * share * square * parameters[i]! ** 2;
        gradient[i] = gradient[i]! + share * square * parameters[i]!;
      }
      return sum;
    };
  const preconditioner = (parameters: Float64Array) => preconditionerAt(rows, parameters, square, some);
  const origin = new Float64Array(scores * width);
  if (rows.rows < worthParts * some)
    return minimize({ value: lossOf(rows.rows), preconditioner, tol, maxIter }, origin, context);
  // The optimum of some rows, about as near as it is to that of all.
  const near = { value: lossOf(some), preconditioner, tol: Math.sqrt(0.1 * origin.length), maxIter };
  const { parameters } = await minimize(near, origin, context);
  return minimize({ value: lossOf(rows.rows), preconditioner, tol, maxIter }, parameters, context);
};

/** So many times the rows of a part, and it is worth beginning with one. */
const worthParts = 4;
