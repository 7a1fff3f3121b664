import { cholesky, dot, solveFactored } from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import type { Quadratic } from "./quadratic.ts";

export interface Penalty {
  /** What an absolute value costs. */
  readonly absolute: number;
  /** What half a square costs. */
  readonly square: number;
  /** Whether coefficients must not be negative. */
  readonly positive: boolean;
}

interface DescentOptions {
  /** The gap to the dual problem, as a share of ‖y‖², at which it ends. */
  readonly tol: number;
  readonly maxIter: number;
}

/** So many rounds between two looks at the gap. */
const between = 10;

/**
 * The w that makes ½‖y − Xw‖² + a‖w‖₁ + ½b‖w‖² least, one coordinate after the other (Friedman, Hastie & Tibshirani
 * 2010), until the gap to the dual problem proves it. Once it seems to be known which coefficients are 0, and the signs
 * of the others, these are found by one linear system: the gap says whether that was right.
 */
export const descend = async (
  quadratic: Quadratic,
  penalty: Penalty,
  { tol, maxIter }: DescentOptions,
  context: FitContext,
  start = new Float64Array(quadratic.columns),
): Promise<{ readonly w: Float64Array; readonly isDone: boolean }> => {
  const { columns, targetSquare } = quadratic;
  const w = start.slice();
  for (const [j, each] of w.entries()) if (each !== 0) quadratic.move(j, each);
  const all = Int32Array.from({ length: columns }, (_, j) => j);
  const isDone = () => gapOf(quadratic, penalty, w) <= tol * targetSquare;
  let active = all;
  for (let round = 1; round <= maxIter; round++) {
    await context.pause();
    const moved = sweep(quadratic, penalty, w, active);
    const rests = moved * moved <= tol * targetSquare;
    if (!rests && round % between !== 0 && round < maxIter) continue;
    if (isDone()) return { w, isDone: true };
    solveSupport(quadratic, penalty, w);
    if (isDone()) return { w, isDone: true };
    // All of them are looked at once; then those that are not 0, again and again.
    active = rests || active !== all ? all : all.filter((j) => w[j] !== 0);
  }
  return { w, isDone: false };
};

/** Makes each coordinate the best while the others stay. Gives the largest change of what Xw is. */
const sweep = (
  { squares, slope, move }: Quadratic,
  { absolute, square, positive }: Penalty,
  w: Float64Array,
  active: Int32Array,
): number => {
  let most = 0;
  for (const j of active) {
    const own = squares[j]!;
    if (own === 0) continue;
    const before = w[j]!;
    const pull = slope(j) + own * before;
    const shrunk = positive ? Math.max(pull - absolute, 0) : Math.sign(pull) * Math.max(Math.abs(pull) - absolute, 0);
    const after = shrunk / (own + square);
    if (after === before) continue;
    w[j] = after;
    move(j, after - before);
    most = Math.max(most, Math.abs(after - before) * Math.sqrt(own));
  }
  return most;
};

/** How much better w could be at most: the value of the dual problem at a residual shrunk into its bounds. */
const gapOf = (quadratic: Quadratic, { absolute, square, positive }: Penalty, w: Float64Array): number => {
  const { columns, slope, squares } = quadratic;
  const residual = quadratic.residual(w);
  let steepest = 0;
  let size = 0;
  let breach = 0;
  for (let j = 0; j < columns; j++) {
    const along = slope(j) - square * w[j]!;
    steepest = Math.max(steepest, positive ? along : Math.abs(along));
    size += Math.abs(w[j]!);
    if (squares[j]! > 0) breach = Math.max(breach, (w[j]! > 0 ? along * along : Math.max(along, 0) ** 2) / squares[j]!);
  }
  // Without a cost of absolute values the residual has no bounds: how steep it still is says how far the way is.
  if (absolute === 0) return breach;
  const share = steepest > absolute ? absolute / steepest : 1;
  return (
    (residual.square * (1 + share * share)) / 2 +
    absolute * size -
    share * residual.along +
    (square * (1 + share * share) * dot(w, w)) / 2
  );
};

/** The best coefficients if those that are 0 stay so, and none of the others changes its sign; else it leaves them. */
const solveSupport = ({ inner, start, move }: Quadratic, { absolute, square }: Penalty, w: Float64Array): void => {
  const support = [...w.keys()].filter((j) => w[j] !== 0);
  const n = support.length;
  if (n === 0 || n > largestSystem) return;
  const matrix = new Float64Array(n * n);
  const right = new Float64Array(n);
  for (const [i, one] of support.entries()) {
    for (let k = 0; k <= i; k++) matrix[i * n + k] = inner(one, support[k]!);
    matrix[i * n + i]! += square;
    right[i] = start(one) - absolute * Math.sign(w[one]!);
  }
  if (!cholesky(matrix, n)) return;
  const solution = solveFactored(matrix, n, right);
  if (support.some((j, i) => !(Math.sign(solution[i]!) === Math.sign(w[j]!)))) return;
  for (const [i, j] of support.entries()) {
    move(j, solution[i]! - w[j]!);
    w[j] = solution[i]!;
  }
};

const largestSystem = 1000;
