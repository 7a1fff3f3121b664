import { dominates } from "../../trial/dominates.ts";
import { type Acquisition, allOf, logExpectedImprovement } from "./acquisition.ts";
import type { Encoding } from "./encode.ts";
import { logExpectedHypervolume } from "./expected-hypervolume.ts";
import type { Models } from "./models.ts";
import { bestOutside, outside, type Placed, searchedThrough } from "./niches.ts";
import type { Observation } from "./observe.ts";
import { surer } from "./posterior.ts";

/** What the next point is to maximize, and a description of it for the log. */
export interface Aim {
  readonly acquisition: Acquisition;
  readonly why: string;
}

/** Where to look for improvement. */
export interface Scope {
  /** Whether only what is near the best is looked at, where a parabola may be all there is. */
  readonly isNear: boolean;
  /** Whether to look elsewhere once the surroundings of the best are searched through. */
  readonly elsewhere: boolean;
}

/**
 * The share of a model's deviation that counts near the best. A step that fails makes the box smaller, and tells as much as
 * one that explores it: the methods that go down with a model of few points trust its mean alone. (Powell 2009, BOBYQA)
 */
const trust = 0.2;

/** What is sought: at first what keeps the limits, then improvement times the chance to keep them. */
export const aimOf = (models: Models, seen: readonly Observation[], encoding: Encoding, scope: Scope): Aim => {
  const valued = seen.filter(({ values }) => values !== undefined);
  const feasible = valued.some(keepsLimits);
  const limits = models.feasible.length > 0;
  // Nothing feasible yet: the first aim is to find something that is.
  if (!feasible && limits) return { acquisition: allOf(models.feasible), why: "best chance to keep the constraints" };
  const aim =
    models.objectives.length === 2 ? growth(models, valued, encoding) : improvement(models, valued, encoding, scope);
  return {
    acquisition: allOf([aim.acquisition, ...models.feasible]),
    why: `${aim.why}${limits ? ", times the chance to be feasible" : ""}`,
  };
};

const keepsLimits = ({ constraint }: Observation): boolean => (constraint ?? 0) <= 0;

/**
 * Improvement on the best. With `elsewhere`, niches that were searched through are left aside, and the aim is the best
 * outside of them: a model that is sure of one optimum would stay there for good.
 */
const improvement = (
  { objectives }: Models,
  valued: readonly Observation[],
  { categorical }: Encoding,
  { isNear, elsewhere }: Scope,
): Aim => {
  const objective = objectives[0]!;
  const believed = isNear ? surer(objective, trust) : objective;
  const placed = valued.map(
    (each, i): Placed => ({
      row: each.row,
      value: keepsLimits(each) ? objective.smooth[i]! : Infinity,
    }),
  );
  const niches = elsewhere ? searchedThrough(placed, categorical) : [];
  const other = bestOutside(placed, niches, categorical);
  const used = other === Infinity ? [] : niches;
  const best = other === Infinity ? bestOutside(placed, [], categorical) : other;
  return {
    acquisition: outside(logExpectedImprovement(believed, best, categorical.length), used, categorical),
    why:
      used.length === 0
        ? "most expected improvement"
        : `most expected improvement elsewhere: the surroundings of the best ${used.length === 1 ? "point" : `${used.length} points`} are searched through`,
  };
};

/** Growth of the hypervolume below a reference a tenth beyond the worst of the front, or beyond the median. */
const growth = ({ objectives }: Models, valued: readonly Observation[], { categorical }: Encoding): Aim => {
  const [first, second] = objectives;
  const points = valued.flatMap((each, i) =>
    keepsLimits(each) ? [[first!.smooth[i]!, second!.smooth[i]!] as const] : [],
  );
  const front = points.filter((point) => !points.some((other) => dominates(other, point)));
  const reference = [0, 1].map((k) => {
    const along = front.map((point) => point[k]!);
    const all = points.map((point) => point[k]!).sort((a, b) => a - b);
    // A front that is narrow yet must not narrow the view: the median of all points is in sight too.
    const high = Math.max(...along, all[Math.floor(all.length / 2)]!);
    const low = Math.min(...along);
    return high + 0.1 * (high - low || 1);
  });
  return {
    acquisition: logExpectedHypervolume([first!, second!], front, [reference[0]!, reference[1]!], categorical.length),
    why: "most expected growth of the hypervolume",
  };
};
