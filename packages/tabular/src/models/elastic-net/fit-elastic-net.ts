import { leastSquares } from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import type { Training } from "../../contract/training.ts";
import { fitSquares } from "../contract/least-squares-fit.ts";
import type { LinearState } from "../contract/linear-function.ts";
import { trainingRows } from "../contract/training-rows.ts";
import { unfinished } from "../contract/unfinished.ts";
import { descend } from "./coordinate-descent.ts";
import { tallQuadratic, wideQuadratic } from "./quadratic.ts";

interface Settings {
  readonly alpha: number;
  readonly l1Ratio: number;
  readonly positive: boolean;
  readonly fitIntercept: boolean;
  readonly tol: number;
  readonly maxIter: number;
}

export const fitElasticNet = async (
  owner: string,
  training: Training,
  { alpha, l1Ratio, positive, fitIntercept, tol, maxIter }: Settings,
  context: FitContext,
): Promise<LinearState> => {
  const data = trainingRows(owner, training);
  const total = data.weights?.reduce((a, b) => a + b, 0) ?? data.rows;
  const absolute = alpha * l1Ratio * total;
  const square = alpha * (1 - l1Ratio) * total;
  const notes: string[] = [];
  const state = await fitSquares(data, fitIntercept, async (x, rows, columns, targets) => {
    if (absolute === 0 && !positive) return leastSquares(x, rows, columns, targets, { alpha: square });
    const quadratic = rows > columns ? tallQuadratic : wideQuadratic;
    const { w, isDone } = await descend(
      quadratic(x, rows, columns, targets[0]!),
      { absolute, square, positive },
      { tol, maxIter },
      context,
    );
    if (!isDone) notes.push(unfinished(owner, maxIter));
    return [w];
  });
  return { ...state, notes };
};
