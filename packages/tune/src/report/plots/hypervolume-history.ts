import { anything, type OptionsOf } from "@kaviar/base/check";
import { TuneError } from "../../error.ts";
import { options } from "../../options.ts";
import { hypervolume } from "../../pareto/hypervolume.ts";
import { isFeasible } from "../../trial/best.ts";
import { dominates } from "../../trial/dominates.ts";
import type { History } from "../../trial/history.ts";
import { losses } from "../../trial/loss.ts";
import type { Axis } from "./axis.ts";

export interface HypervolumeHistory {
  readonly x: Axis;
  readonly y: Axis;
  /** In the objectives' own signs. */
  readonly reference: readonly number[];
  /** Where it changed. */
  readonly points: readonly { readonly trial: number; readonly hypervolume: number }[];
}

const read = options("plots.hypervolumeHistory", {
  /** What the volume is bounded by: one number an objective. */
  reference: anything<readonly number[]>().optional(),
});

/**
 * How much of the objective space the trials so far dominate, up to a reference point: the one number that grows as a
 * front gets better.
 *
 * ```ts
 * plots.hypervolumeHistory(study.history, { reference: [1.1, 6] }).points;
 * ```
 * Left out, the reference is the worst value of each objective, a tenth of its range further: then it depends on the study,
 * and two studies cannot be compared by it.
 */
export const hypervolumeHistory = (
  { trials, directions }: History,
  given: OptionsOf<typeof read> = {},
): HypervolumeHistory => {
  const { reference } = read(given);
  if (reference !== undefined && reference.length !== directions.length)
    throw new TuneError(
      "bad-reference",
      `A reference has one number an objective, ${directions.length} here: got ${reference.length}.`,
    );
  const able = trials.flatMap((trial) =>
    trial !== undefined && isFeasible(trial) && trial.values!.every(Number.isFinite)
      ? [{ trial: trial.number, loss: losses(trial.values!, directions) }]
      : [],
  );
  const bound = reference === undefined ? worst(able.map(({ loss }) => loss)) : losses(reference, directions);
  let front: (readonly number[])[] = [];
  const points: { trial: number; hypervolume: number }[] = [];
  for (const { trial, loss } of able) {
    if (front.some((other) => dominates(other, loss) || other.every((x, i) => x === loss[i]))) continue;
    front = [...front.filter((other) => !dominates(loss, other)), loss];
    points.push({ trial, hypervolume: hypervolume(front, bound) });
  }
  return {
    x: { label: "trial", scale: "linear", whole: true },
    y: { label: "hypervolume", scale: "linear" },
    reference: losses(bound, directions),
    points,
  };
};

const worst = (all: readonly (readonly number[])[]): readonly number[] =>
  (all[0] ?? []).map((_, i) => {
    let low = Infinity;
    let high = -Infinity;
    for (const loss of all) [low, high] = [Math.min(low, loss[i]!), Math.max(high, loss[i]!)];
    return high + 0.1 * (high - low || 1);
  });
