import { dot, gram, times, transposedTimes } from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import { descend, type Penalty } from "../elastic-net/coordinate-descent.ts";
import { tallQuadratic, wideQuadratic } from "../elastic-net/quadratic.ts";
import type { Ending } from "./fit-logistic.ts";
import type { LogisticRows } from "./loss.ts";

/** Less curvature than this of a row's is not believed: its share is too close to 0 or 1. */
const leastCurvature = 1e-6;

/**
 * Coefficients of which some are 0: the loss is replaced by a parabola at the current point, of one score after the other,
 * whose least is found by coordinate descent. (Friedman, Hastie & Tibshirani 2010; Lee, Sun & Saunders 2014)
 */
export const minimizeSparse = async (
  data: LogisticRows,
  penalty: Penalty,
  { fitIntercept, tol, maxIter }: Ending,
  context: FitContext,
): Promise<{ readonly parameters: Float64Array; readonly isDone: boolean }> => {
  const { rows, columns, scores } = data;
  const width = columns + 1;
  const parameters = new Float64Array(scores * width);
  const reached = new Float64Array(rows * scores);
  for (let round = 1; round <= maxIter; round++) {
    let moved = 0;
    for (let k = 0; k < scores; k++) {
      await context.pause();
      const own = parameters.subarray(k * width, (k + 1) * width);
      moved += await improve(data, { penalty, fitIntercept, reached, own, score: k }, context);
    }
    if (moved <= tol * tol) return { parameters, isDone: true };
  }
  return { parameters, isDone: false };
};

interface Block {
  readonly penalty: Penalty;
  readonly fitIntercept: boolean;
  /** The scores of all rows: they go with the parameters. */
  readonly reached: Float64Array;
  /** The parameters of the score. */
  readonly own: Float64Array;
  readonly score: number;
}

/** Moves the parameters of one score to where the parabola is least, or part of the way. Gives how far, in the parabola. */
const improve = async (data: LogisticRows, block: Block, context: FitContext): Promise<number> => {
  const { x, rows, columns, scores } = data;
  const { own, penalty, fitIntercept, reached, score } = block;
  const { curvature, lack } = parabola(data, reached, score);
  const total = curvature.reduce((a, b) => a + b, 0);
  const now = times(x, rows, columns, own.subarray(0, columns));
  // Where the parabola would have the scores, without the intercept.
  const wanted = now.map((each, i) => each + lack[i]! / curvature[i]!);
  const means = new Float64Array(columns);
  let wantedMean = 0;
  if (fitIntercept) {
    for (let i = 0, at = 0; i < rows; i++) {
      wantedMean += (curvature[i]! * wanted[i]!) / total;
      for (let j = 0; j < columns; j++, at++) means[j] = means[j]! + (curvature[i]! * x[at]!) / total;
    }
  }
  const centred = new Float64Array(rows * columns);
  const target = new Float64Array(rows);
  for (let i = 0, at = 0; i < rows; i++) {
    const root = Math.sqrt(curvature[i]!);
    target[i] = root * (wanted[i]! - wantedMean);
    for (let j = 0; j < columns; j++, at++) centred[at] = root * (x[at]! - means[j]!);
  }
  const quadratic =
    rows > columns
      ? tallQuadratic(
          gram(centred, rows, columns),
          transposedTimes(centred, rows, columns, target),
          dot(target, target),
        )
      : wideQuadratic(centred, rows, columns, target);
  const { w } = await descend(quadratic, penalty, { tol: 1e-14, maxIter: 200 }, context, own.slice(0, columns));
  const change = w.map((each, j) => each - own[j]!);
  const way = times(x, rows, columns, change);
  if (fitIntercept) {
    // The mean of what is left goes into the intercept.
    let rest = 0;
    for (let i = 0; i < rows; i++) rest += (curvature[i]! * (lack[i]! / curvature[i]! - way[i]!)) / total;
    for (let i = 0; i < rows; i++) way[i] = way[i]! + rest;
    const length = search(data, block, change, way, lack);
    own[columns] = own[columns]! + length * rest;
    take(block, change, way, length, scores);
  } else take(block, change, way, search(data, block, change, way, lack), scores);
  return way.reduce((sum, each, i) => sum + curvature[i]! * each * each, 0);
};

const take = (
  { own, reached, score }: Block,
  change: Float64Array,
  way: Float64Array,
  length: number,
  scores: number,
) => {
  for (let j = 0; j < change.length; j++) own[j] = own[j]! + length * change[j]!;
  for (let i = 0; i < way.length; i++) reached[i * scores + score] = reached[i * scores + score]! + length * way[i]!;
};

/** For each row w p (1 − p) and w (y − p) of the class of a score. */
const parabola = ({ rows, codes, weights, scores }: LogisticRows, reached: Float64Array, score: number) => {
  const curvature = new Float64Array(rows);
  const lack = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const at = i * scores;
    const own = reached[at + score]!;
    let sum = scores === 1 ? 1 + Math.exp(-own) : 0;
    if (scores > 1) for (let k = 0; k < scores; k++) sum += Math.exp(reached[at + k]! - own);
    const share = 1 / sum;
    const weight = weights ? weights[i]! : 1;
    const is = scores === 1 ? codes[i] === 1 : codes[i] === score;
    lack[i] = weight * ((is ? 1 : 0) - share);
    curvature[i] = weight * Math.max(share * (1 - share), leastCurvature);
  }
  return { curvature, lack };
};

/** How much of the way makes the loss with its penalty less: all of it, mostly. */
const search = (
  data: LogisticRows,
  block: Block,
  change: Float64Array,
  way: Float64Array,
  lack: Float64Array,
): number => {
  const { own, penalty } = block;
  const cost = (length: number): number => {
    let sum = 0;
    for (let j = 0; j < change.length; j++) {
      const w = own[j]! + length * change[j]!;
      sum += penalty.absolute * Math.abs(w) + 0.5 * penalty.square * w * w;
    }
    return sum;
  };
  const before = lossAlong(data, block, way, 0) + cost(0);
  let promised = cost(1) - cost(0);
  for (let i = 0; i < way.length; i++) promised -= lack[i]! * way[i]!;
  for (let length = 1; length > 1e-6; length /= 2) {
    const after = lossAlong(data, block, way, length) + cost(length);
    if (after <= before + 1e-4 * length * promised + 1e-14 * Math.abs(before)) return length;
  }
  return 0;
};

const lossAlong = (
  { rows, codes, weights, scores }: LogisticRows,
  { reached, score }: Block,
  way: Float64Array,
  length: number,
): number => {
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    const at = i * scores;
    const weight = weights ? weights[i]! : 1;
    const moved = reached[at + score]! + length * way[i]!;
    if (scores === 1) {
      const margin = codes[i] === 1 ? moved : -moved;
      loss += weight * (Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(-margin, 0));
      continue;
    }
    const of = (k: number): number => (k === score ? moved : reached[at + k]!);
    let most = -Infinity;
    for (let k = 0; k < scores; k++) most = Math.max(most, of(k));
    let sum = 0;
    for (let k = 0; k < scores; k++) sum += Math.exp(of(k) - most);
    loss += weight * (most + Math.log(sum) - of(codes[i]!));
  }
  return loss;
};
