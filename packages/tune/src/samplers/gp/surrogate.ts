import type { Earlier } from "./earlier.ts";
import { fit, logEvidence, priorOf } from "./fit.ts";
import { pairDistances, type Theta, thetaLength } from "./kernel.ts";
import { type Posterior, posterior } from "./posterior.ts";
import { stretches, type Warped, warpValues } from "./warp-values.ts";

/** What a model keeps from one trial to the next: its θ, its stretch, and on how many points both were fitted. */
export type Kept = Readonly<{ theta: readonly number[]; stretch: number; at: number }>;

/** A model of one quantity over the space. */
export type Surrogate = Posterior & {
  /** As it was used: with the noise it took. */
  readonly theta: Theta;
  readonly warped: Warped;
  readonly kept: Kept;
};

/** What is to be modelled. */
export interface Task {
  readonly rows: readonly Float64Array[];
  readonly categorical: readonly boolean[];
  readonly values: readonly number[];
  /** How many trials there are in all, where only some are modelled. */
  readonly trials: number;
  /** Whether values may be stretched; labels may not. */
  readonly stretched: boolean;
  /** Whether a parabola is part of the model: what is near a minimum mostly is one. */
  readonly parabola: boolean;
  /** Whether the same point may give another value. */
  readonly noisy: boolean;
  /** What earlier studies say of the space. */
  readonly earlier?: Earlier | undefined;
}

/** Fitted anew at each trial at first, later whenever there is a twentieth more. */
const isStale = (kept: Kept, n: number): boolean => n - kept.at >= Math.max(1, Math.floor(n / 20)) || n < kept.at;

/** Few digits are enough for θ, and keep the notes short. The model uses the ones that were kept. */
const brief = (theta: Theta): number[] => Array.from(theta, (each) => Math.round(each * 1e4) / 1e4);

/** The model of a task, from what was kept of an earlier one of the same space. */
export const surrogate = (task: Task, before: Kept | undefined): Surrogate => {
  const usable =
    before !== undefined && before.theta.length === thetaLength(task.categorical.length, task.earlier !== undefined);
  const kept = usable && !isStale(before, task.trials) ? before : refit(task, usable ? before : undefined);
  const warped = warpValues(task.values, stretches[kept.stretch]!);
  return settled(task, kept, warped);
};

/** With more noise, until the matrix can be factored. */
const settled = (task: Task, kept: Kept, warped: Warped): Surrogate => {
  const theta = Float64Array.from(kept.theta);
  for (;;) {
    const model = posterior(task.rows, task.categorical, warped.y, theta, task.earlier);
    if (model !== undefined) return { ...model, theta, warped, kept };
    theta[2 * task.categorical.length + 2]! += Math.log(10);
  }
};

const refit = (task: Task, before: Kept | undefined): Kept => {
  const { rows, categorical, values, trials, stretched, parabola, noisy, earlier } = task;
  const n = rows.length;
  const axes = categorical.length;
  const distances = pairDistances(rows, categorical, earlier?.of(rows));
  const prior = priorOf(axes, { parabola, noisy, earlier: earlier !== undefined });
  const usual = prior.mean;
  const start = before === undefined ? usual : Float64Array.from(before.theta);
  const score = (stretch: number, theta: Theta): number => {
    const { y, logJacobian } = warpValues(values, stretches[stretch]!);
    return logEvidence(distances, axes, y, theta) + logJacobian;
  };
  const climb = (stretch: number, from: Theta, steps: number) => {
    const { y, logJacobian } = warpValues(values, stretches[stretch]!);
    const { theta, value } = fit(distances, axes, y, from, steps, prior);
    return { theta, stretch, value: value + logJacobian };
  };
  const near = before === undefined ? stretches.map((_, i) => i) : [-1, 0, 1].map((step) => before.stretch + step);
  const options = stretched ? near.filter((i) => i >= 0 && i < stretches.length) : [0];
  const highest = <T extends { value: number }>(all: readonly T[]): T =>
    all.reduce((a, b) => (b.value > a.value ? b : a));
  const stretch =
    n <= 60
      ? highest(options.map((each) => climb(each, start, 12))).stretch
      : highest(options.map((each) => ({ stretch: each, value: score(each, start) }))).stretch;
  const climbs = [climb(stretch, start, n > 120 ? 15 : 40)];
  // Now and then from the usual place too: the evidence has several peaks.
  if (before !== undefined && n <= 120) climbs.push(climb(stretch, usual, 40));
  const { theta } = highest(climbs);
  return { theta: brief(theta), stretch, at: trials };
};
