import { shuffle } from "@kaviar/base/random";
import type { FitContext } from "../../contract/context.ts";
import { TableError } from "../../error.ts";
import { type Loss, slopeOf } from "./losses.ts";

export interface RowProblem {
  readonly x: Float64Array;
  readonly columns: number;
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
  /** The rows that are learned from. */
  readonly learned: Int32Array;
  /** How good a function is on the rows that are left out; where none are, what training costs is looked at. */
  readonly score: ((w: Float64Array, intercept: number) => number) | undefined;
}

export interface RowSettings {
  readonly alpha: number;
  /** Whether coefficients cost anything; `alpha` says how long steps are, too. */
  readonly isPenalized: boolean;
  /** The share of the penalty that goes by absolute values. */
  readonly l1Ratio: number;
  readonly fitIntercept: boolean;
  readonly maxIter: number;
  readonly tol: number;
  readonly shuffle: boolean;
  readonly schedule: "optimal" | "invScaling" | "constant" | "adaptive";
  readonly rate: number;
  readonly powerT: number;
  readonly nIterNoChange: number;
  /** From which step on coefficients are averaged; 0 for never. */
  readonly average: number;
}

export interface RowSolution {
  readonly w: Float64Array;
  readonly intercept: number;
  readonly isDone: boolean;
}

/**
 * A step down the slope of the loss for each row, in rounds through all rows. Absolute values are paid for in instalments,
 * so that coefficients stop at 0 (Tsuruoka, Tsujii & Ananiadou 2009); averages of all steps are calmer than the last one
 * (Xu 2011).
 */
export const descendRows = async (
  owner: string,
  { x, columns, y, weights, learned, score }: RowProblem,
  loss: Loss,
  settings: RowSettings,
  context: FitContext,
): Promise<RowSolution> => {
  const { alpha, l1Ratio, schedule, powerT, average, tol } = settings;
  const penalty = settings.isPenalized ? alpha : 0;
  const random = context.random();
  const w = new Float64Array(columns);
  const mean = new Float64Array(columns);
  const paid = new Float64Array(columns);
  let [intercept, meanIntercept, owed] = [0, 0, 0];
  let rate = settings.rate;
  // The first rate is the typical size of a coefficient. (Bottou 2012)
  const early = 1 / (Math.sqrt(1 / Math.sqrt(alpha)) * alpha);
  const order = learned.slice();
  let [step, best, idle] = [1, Infinity, 0];
  let [squares, absolutes] = [0, 0];
  let isDone = false;
  for (let round = 1; round <= settings.maxIter && !isDone; round++) {
    await context.pause();
    if (settings.shuffle) shuffle(order, random);
    let cost = 0;
    for (let i = 0; i < order.length; i++, step++) {
      const row = order[i]!;
      const at = row * columns;
      let reached = intercept;
      for (let j = 0; j < columns; j++) reached += w[j]! * x[at + j]!;
      if (schedule === "optimal") rate = 1 / (alpha * (early + step - 1));
      else if (schedule === "invScaling") rate = settings.rate / step ** powerT;
      cost += loss.value(y[row]!, reached) + penalty * (0.5 * (1 - l1Ratio) * squares + l1Ratio * absolutes);
      const change = -rate * slopeOf(loss, y[row]!, reached) * (weights ? weights[row]! : 1);
      const kept = Math.max(0, 1 - (1 - l1Ratio) * rate * penalty);
      if (change !== 0 || kept !== 1) for (let j = 0; j < columns; j++) w[j] = kept * w[j]! + change * x[at + j]!;
      if (settings.fitIntercept) intercept += change;
      if (average > 0 && average <= step) {
        const share = 1 / (step - average + 1);
        for (let j = 0; j < columns; j++) mean[j] = mean[j]! + share * (w[j]! - mean[j]!);
        meanIntercept += share * (intercept - meanIntercept);
      }
      if (l1Ratio > 0) {
        owed += l1Ratio * rate * penalty;
        absolutes = pay(w, paid, owed);
      }
      squares = 0;
      for (let j = 0; j < columns; j++) squares += w[j]! * w[j]!;
    }
    if (!Number.isFinite(intercept + squares)) {
      throw new TableError("data", `${owner} went out of all bounds in round ${round}: its steps are too long.`, {
        remedy: "Put scale() before it, or make `rate` smaller.",
      });
    }
    const now = score ? -score(w, intercept) : cost / order.length;
    idle = now > best - tol ? idle + 1 : 0;
    best = Math.min(best, now);
    if (idle < settings.nIterNoChange) continue;
    if (schedule === "adaptive" && rate > 1e-6) {
      rate /= 5;
      idle = 0;
    } else isDone = true;
  }
  const isAveraged = average > 0 && average < step;
  return { w: isAveraged ? mean : w, intercept: isAveraged ? meanIntercept : intercept, isDone };
};

/** Takes from each coefficient what absolute values cost so far and has not been taken, down to 0. Gives ‖w‖₁. */
const pay = (w: Float64Array, paid: Float64Array, owed: number): number => {
  let sum = 0;
  for (let j = 0; j < w.length; j++) {
    const before = w[j]!;
    if (before > 0) w[j] = Math.max(0, before - (owed + paid[j]!));
    else if (before < 0) w[j] = Math.min(0, before + (owed - paid[j]!));
    paid[j] = paid[j]! + w[j]! - before;
    sum += Math.abs(w[j]!);
  }
  return sum;
};
