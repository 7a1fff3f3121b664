import type { Earlier } from "./earlier.ts";
import { fit, logEvidence, logForetold } from "./fit.ts";
import { pairDistances, type Theta, thetaLength } from "./kernel.ts";
import { type Posterior, posterior } from "./posterior.ts";
import { priorOf } from "./prior.ts";
import { toldOf, withSlopes } from "./slope-covariance.ts";
import { type Slopes, usedSlopes, warpSlopes } from "./slopes.ts";
import { stretches, type Warped, warpValues } from "./warp-values.ts";

/** What a model keeps from one trial to the next: its θ, its stretch, on how many points both were fitted, and whether to slopes. */
export type Kept = Readonly<{ theta: readonly number[]; stretch: number; at: number; sloped?: true }>;

/** A model of one quantity over the space. */
export type Surrogate = Posterior & {
  /** As it was used: with the noise it took. */
  readonly theta: Theta;
  readonly warped: Warped;
  readonly slopes: Slopes | undefined;
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
  /** How values change along each axis of their rows, NaN along those that nothing is known of; of none or some of the rows. */
  readonly slopes?: readonly (Float64Array | undefined)[];
}

/** Fitted anew at each trial at first, later whenever there is a twentieth more. */
const isStale = (kept: Kept, n: number): boolean => n - kept.at >= Math.max(1, Math.floor(n / 20)) || n < kept.at;

/** Few digits are enough for θ, and keep the notes short. The model uses the ones that were kept. */
const brief = (theta: Theta): number[] => Array.from(theta, (each) => Math.round(each * 1e4) / 1e4);

/** The model of a task, from what was kept of an earlier one of the same space. */
export const surrogate = (task: Task, before: Kept | undefined): Surrogate => {
  const slopes = usedSlopes(task.slopes ?? [], task.values);
  const kept = keptOf(task, slopes, before);
  return settled(task, kept, seenAs(task, kept.sloped ? slopes : undefined, kept.stretch));
};

/**
 * Slopes agree with each other also where all of them are wrong, and there are more of them than values: the evidence of both
 * would rather take the values for noise. So what counts is how well they foretell the values, beside a model that knows none;
 * odds of a hundred to one are with who tells them.
 */
const trust = Math.log(100);

const keptOf = (task: Task, slopes: Slopes | undefined, before: Kept | undefined): Kept => {
  const plainLength = thetaLength(task.categorical.length, task.earlier !== undefined);
  const isUsable = before !== undefined && before.theta.length === plainLength + (before.sloped ? 1 : 0);
  const known = isUsable && (slopes !== undefined || !before.sloped) ? before : undefined;
  if (known !== undefined && !isStale(known, task.trials)) return known;
  const plain = refit(task, undefined, known?.sloped ? { ...known, theta: known.theta.slice(0, -1) } : known);
  if (slopes === undefined) return plain.kept;
  const sloped = refit(task, slopes, known?.sloped ? known : undefined);
  return sloped.foretold() + trust > plain.foretold() ? sloped.kept : plain.kept;
};

/** Values and slopes as the model sees them. */
interface Seen {
  readonly warped: Warped;
  readonly slopes: Slopes | undefined;
  /** Of all of them. */
  readonly logJacobian: number;
}

const seenAs = ({ values }: Task, told: Slopes | undefined, stretch: number): Seen => {
  const warped = warpValues(values, stretches[stretch]!);
  if (told === undefined) return { warped, slopes: undefined, logJacobian: warped.logJacobian };
  const { logJacobian, ...slopes } = warpSlopes(told, values, warped);
  return { warped, slopes, logJacobian: warped.logJacobian + logJacobian };
};

/** With more noise, until the matrix can be factored. */
const settled = (task: Task, kept: Kept, { warped, slopes }: Seen): Surrogate => {
  const theta = Float64Array.from(kept.theta);
  for (;;) {
    const model = posterior(task.rows, task.categorical, warped.y, theta, task.earlier, slopes);
    if (model !== undefined) return { ...model, theta, warped, slopes, kept };
    theta[2 * task.categorical.length + 2]! += Math.log(10);
    if (slopes !== undefined) theta[theta.length - 1]! += Math.log(10);
  }
};

/** A model fitted anew, and ln p of the values by it, where slopes are known by what these foretell. */
interface Refit {
  readonly kept: Kept;
  foretold(): number;
}

const refit = (task: Task, slopes: Slopes | undefined, before: Kept | undefined): Refit => {
  const { rows, categorical, trials, stretched, parabola, noisy, earlier } = task;
  const n = rows.length + (slopes?.of.length ?? 0);
  const axes = categorical.length;
  const distances = pairDistances(rows, categorical, earlier?.of(rows));
  const told = toldOf(rows, categorical, slopes, earlier);
  const prior = priorOf(axes, { parabola, noisy, earlier: earlier !== undefined, slopes: told !== undefined });
  const usual = prior.mean;
  const start = before === undefined ? usual : Float64Array.from(before.theta);
  const seenAt = (stretch: number) => {
    const { warped, slopes: bent, logJacobian } = seenAs(task, slopes, stretch);
    return { y: withSlopes(warped.y, bent), warped, logJacobian };
  };
  const score = (stretch: number, theta: Theta): number => {
    const { y, logJacobian } = seenAt(stretch);
    return logEvidence(distances, axes, y, theta, told) + logJacobian;
  };
  const climb = (stretch: number, from: Theta, steps: number) => {
    const { y, logJacobian } = seenAt(stretch);
    const { theta, value } = fit(distances, axes, y, from, steps, prior, told);
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
  const theta = brief(highest(climbs).theta);
  return {
    kept: { theta, stretch, at: trials, ...(told && { sloped: true }) },
    foretold: () => {
      const { y, warped } = seenAt(stretch);
      const at = Float64Array.from(theta);
      const log = told ? logForetold(distances, axes, y, at, told) : logEvidence(distances, axes, y, at);
      return log + warped.logJacobian;
    },
  };
};
