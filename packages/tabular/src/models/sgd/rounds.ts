import { type Descent, kernelRounds, type Rounds } from "../../kernels/descend-rows.ts";
import { losses, lossNames, slopeOf } from "./losses.ts";

/** Below so many numbers the kernel is not worth its start. */
const leastNumbers = 2048;

export const roundsOf = async (descent: Descent): Promise<Rounds> =>
  descent.x.length < leastNumbers ? plainRounds(descent) : kernelRounds(descent);

/**
 * A step down the slope of the loss for each row. Absolute values are paid for in instalments, so that coefficients stop
 * at 0 (Tsuruoka, Tsujii & Ananiadou 2009); averages of all steps are calmer than the last one (Xu 2011).
 */
export const plainRounds = (descent: Descent): Rounds => {
  const { x, columns, y, weights, epsilon, penalty, l1Ratio, fitIntercept, average } = descent;
  const loss = losses[lossNames[descent.loss]!](epsilon);
  const w = new Float64Array(columns);
  const mean = new Float64Array(columns);
  const paid = new Float64Array(columns);
  let [intercept, meanIntercept, owed] = [0, 0, 0];
  let [squares, absolutes] = [0, 0];
  return {
    w,
    mean,
    intercepts: () => ({ now: intercept, mean: meanIntercept }),
    round: (order, rates, first) => {
      let cost = 0;
      for (let i = 0, step = first; i < order.length; i++, step++) {
        const row = order[i]!;
        const rate = rates[i]!;
        const at = row * columns;
        let reached = intercept;
        for (let j = 0; j < columns; j++) reached += w[j]! * x[at + j]!;
        cost += loss.value(y[row]!, reached) + penalty * (0.5 * (1 - l1Ratio) * squares + l1Ratio * absolutes);
        const change = -rate * slopeOf(loss, y[row]!, reached) * (weights ? weights[row]! : 1);
        const kept = Math.max(0, 1 - (1 - l1Ratio) * rate * penalty);
        for (let j = 0; j < columns; j++) w[j] = kept * w[j]! + change * x[at + j]!;
        if (fitIntercept) intercept += change;
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
      return cost;
    },
    close: () => {},
  };
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
