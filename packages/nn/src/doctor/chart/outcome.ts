import type { Chart } from "./chart.ts";
import { trendOf } from "./trend.ts";

/** How a run is doing, whatever its symptoms. */
export type Outcome =
  /** Too early to tell. */
  | "beginning"
  | "learning"
  /** The loss is above what it began with, and stays there. */
  | "diverging"
  /** No better than saying the same of every row, and not on the way to be. */
  | "no-better-than-constant"
  /** Better and better on the rows it is trained on, worse and worse on others. */
  | "gap-widening";

/**
 * Steps before which nothing is said of how a run is doing: a fifth of it; of a long one 300, or a tenth. Attention and
 * recurrence take their time before anything is learned.
 */
export const graceOf = ({ plannedSteps }: Chart): number =>
  Number.isNaN(plannedSteps)
    ? 100
    : Math.max(5, Math.ceil(Math.min(plannedSteps / 5, Math.max(300, plannedSteps / 10))));

/** Steps over which losses are averaged: batches differ, and so does the loss from one to the next. */
const windowOf = ({ losses }: Chart): number => Math.max(3, Math.min(200, Math.ceil(losses.length / 5)));

const meanOf = (losses: readonly number[], from: number, to: number): number => {
  let sum = 0;
  for (let i = from; i < to; i++) sum += losses[i]!;
  return sum / (to - from);
};

/** The mean of the latest losses. */
export const recentLoss = (chart: Chart): number =>
  meanOf(chart.losses, Math.max(0, chart.losses.length - windowOf(chart)), chart.losses.length);

/** What a run has to be better than: who says the same of every row; where nobody knows that, how it began. */
export const referenceLoss = ({ baseline, losses, checkups }: Chart): number =>
  baseline ?? checkups[0]?.settledLoss ?? losses[0] ?? Number.NaN;

/** Part of the way from the reference to 0 that counts as having learned something. */
const something = 0.05;

/** Asked for by one rule after the other. */
const known = new WeakMap<Chart, Outcome>();

export const outcomeOf = (chart: Chart): Outcome => {
  const outcome = known.get(chart) ?? judge(chart);
  known.set(chart, outcome);
  return outcome;
};

const judge = (chart: Chart): Outcome => {
  const { losses, plannedSteps } = chart;
  const reference = referenceLoss(chart);
  const recent = recentLoss(chart);
  // A loss far beyond anything is no matter of time.
  if (losses.length >= 5 && recent > timesAbove(Math.max(reference, losses[0]!), 10)) return "diverging";
  if (losses.length < graceOf(chart)) return "beginning";
  const bearable = Math.max(reference, Math.min(losses[0]!, timesAbove(reference, 3)));
  // Targets far from what a net says at first make a large loss as well: that is high, and has not risen.
  const least = losses.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  if (recent > timesAbove(Math.max(bearable, least), 1.3) && !isFalling(chart)) return "diverging";
  const bar = reference - something * Math.abs(reference);
  if (recent > bar) {
    const trend = trendOf(losses, losses.length >> 1);
    const left = Number.isNaN(plannedSteps) ? losses.length : Math.max(0, plannedSteps - losses.length);
    const isOnTheWay = trend.t < -2 && recent + trend.slope * left < bar;
    return isOnTheWay ? "learning" : "no-better-than-constant";
  }
  return isGapWidening(chart) ? "gap-widening" : "learning";
};

/** Of fewer steps nobody can say that they stand still. */
const fewest = 50;

/** The loss has not fallen, beyond chance, in the latter half of what there is of it. */
export const hasStalled = (chart: Chart): boolean =>
  chart.losses.length >= Math.max(fewest, graceOf(chart)) && trendOf(chart.losses, chart.losses.length >> 1).t > -2;

/** So many times a loss; of one below 0, as that of large counts may be, as far above it. */
export const timesAbove = (loss: number, times: number): number => loss + (times - 1) * Math.abs(loss);

const isFalling = ({ losses }: Chart): boolean => trendOf(losses, losses.length >> 1).t < -3;

/**
 * The loss on rows of validation has risen from its least by a twentieth and by more than it moves from one epoch to the
 * next, for at least three epochs, while that of training has fallen.
 */
export const isGapWidening = (chart: Chart): boolean => {
  const { epochs } = chart;
  const validation = epochs.flatMap(({ validation }) => (validation ? [validation.loss] : []));
  if (validation.length < 4 || validation.length < epochs.length) return false;
  const least = Math.min(...validation);
  const at = validation.indexOf(least);
  const since = validation.length - 1 - at;
  if (since < 3) return false;
  const last = (validation.at(-1)! + validation.at(-2)!) / 2;
  const moves = validation
    .slice(1)
    .map((loss, i) => Math.abs(loss - validation[i]!))
    .sort((a, b) => a - b);
  const usual = moves[moves.length >> 1]!;
  const training = epochs.map(({ loss }) => loss);
  const isLearning = training.at(-1)! < training[at]! * 0.98;
  // A twentieth of what was gained is lost again: where little is left of a loss, a twentieth of that is nothing.
  const gained = Math.max(0, referenceLoss(chart) - least);
  const worst = Math.min(...validation.slice(-3));
  return isLearning && worst > least && last - least > Math.max(0.05 * Math.abs(least), 0.05 * gained, 2 * usual);
};
