import { transpose } from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import type { Training } from "../../contract/training.ts";
import { fitSquares } from "../contract/least-squares-fit.ts";
import type { LinearState } from "../contract/linear-function.ts";
import { type Squares, solveSquares } from "../contract/squares.ts";
import { unfinished } from "../contract/unfinished.ts";
import { descend } from "./coordinate-descent.ts";
import { type Quadratic, tallQuadratic, wideQuadratic } from "./quadratic.ts";

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
  const notes: string[] = [];
  const state = await fitSquares(owner, training, fitIntercept, async (problem) => {
    const absolute = alpha * l1Ratio * problem.total;
    const square = alpha * (1 - l1Ratio) * problem.total;
    if (absolute === 0 && !positive) return solveSquares(problem, { alpha: square });
    const penalty = { absolute, square, positive };
    const { w, isDone } = await descend(await quadraticOf(problem), penalty, { tol, maxIter }, context);
    if (!isDone) notes.push(unfinished(owner, maxIter));
    return [w];
  });
  return { ...state, notes };
};

const quadraticOf = async (problem: Squares): Promise<Quadratic> => {
  const { rows, columns } = problem;
  if (rows > columns) {
    const { products, slopes, targetSquares } = await problem.moments();
    return tallQuadratic(products, slopes[0]!, targetSquares[0]!);
  }
  const { x, targets } = problem.byRow();
  const turned = transpose(x, rows, columns);
  const lists = Array.from({ length: columns }, (_, j) => turned.subarray(j * rows, (j + 1) * rows));
  return wideQuadratic(lists, targets[0]!);
};
