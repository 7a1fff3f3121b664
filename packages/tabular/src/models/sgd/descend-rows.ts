import { dot } from "@kaviar/base/numerics";
import { shuffle } from "@kaviar/base/random";
import type { FitContext } from "../../contract/context.ts";
import { TableError } from "../../error.ts";
import { type LossName, lossNames } from "./losses.ts";
import { roundsOf } from "./rounds.ts";

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
  readonly loss: LossName;
  readonly epsilon: number;
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

/** Rounds through all rows, a step for each, until they get no better. */
export const descendRows = async (
  owner: string,
  { x, columns, y, weights, learned, score }: RowProblem,
  settings: RowSettings,
  context: FitContext,
): Promise<RowSolution> => {
  const { alpha, epsilon, l1Ratio, fitIntercept, average, tol } = settings;
  const penalty = settings.isPenalized ? alpha : 0;
  const loss = lossNames.indexOf(settings.loss);
  const rounds = await roundsOf({ x, columns, y, weights, loss, epsilon, penalty, l1Ratio, fitIntercept, average });
  const random = context.random();
  const order = learned.slice();
  const rates = new Float64Array(order.length);
  let rate = settings.rate;
  let [step, best, idle] = [1, Infinity, 0];
  let isDone = false;
  try {
    for (let round = 1; round <= settings.maxIter && !isDone; round++) {
      await context.pause();
      if (settings.shuffle) shuffle(order, random);
      fillRates(rates, settings, rate, step);
      const cost = rounds.round(order, rates, step);
      step += order.length;
      const intercept = rounds.intercepts().now;
      if (!Number.isFinite(cost + intercept + dot(rounds.w, rounds.w))) {
        throw new TableError("data", `${owner} went out of all bounds in round ${round}: its steps are too long.`, {
          remedy: "Put scale() before it, or make `rate` smaller.",
        });
      }
      const now = score ? -score(rounds.w, intercept) : cost / order.length;
      idle = now > best - tol ? idle + 1 : 0;
      best = Math.min(best, now);
      if (idle < settings.nIterNoChange) continue;
      if (settings.schedule === "adaptive" && rate > 1e-6) {
        rate /= 5;
        idle = 0;
      } else isDone = true;
    }
    const isAveraged = average > 0 && average < step;
    const intercepts = rounds.intercepts();
    return {
      w: (isAveraged ? rounds.mean : rounds.w).slice(),
      intercept: isAveraged ? intercepts.mean : intercepts.now,
      isDone,
    };
  } finally {
    rounds.close();
  }
};

/** The rates of a round's steps, the first of them the one of that number. */
const fillRates = (
  rates: Float64Array,
  { schedule, alpha, rate, powerT }: RowSettings,
  now: number,
  first: number,
): void => {
  // The first rate is the typical size of a coefficient. (Bottou 2012)
  const early = 1 / (Math.sqrt(1 / Math.sqrt(alpha)) * alpha);
  if (schedule === "optimal") for (let i = 0; i < rates.length; i++) rates[i] = 1 / (alpha * (early + first + i - 1));
  else if (schedule === "invScaling") for (let i = 0; i < rates.length; i++) rates[i] = rate / (first + i) ** powerT;
  else rates.fill(now);
};
