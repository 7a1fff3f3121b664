import { keyedRandom } from "@kaviar/base/random";
import type { FlatSpace } from "../../space/flat-space.ts";
import type { History } from "../../trial/history.ts";
import type { Acquisition } from "./acquisition.ts";
import { encode } from "./encode.ts";
import { observe } from "./observe.ts";
import { mostPromising } from "./optimize-acquisition.ts";
import type { Belief, Posterior } from "./posterior.ts";
import { surrogate } from "./surrogate.ts";

/** Fewer trials than this say too little to bound anything. */
const fewest = (axes: number): number => 2 * axes + 3;

/** The bounds hold with probability 1 − δ. */
const delta = 0.1;

/**
 * By how much the best trial can still be beaten, as a Gaussian process sees it, which may be wrong, and is where a valley lies
 * that no trial came near: the least upper bound among the trials
 * less the least lower bound in the space, μ ± √β σ with β = 2 ln(d n² π² / 6δ) / 5, in the objective's own units.
 * Undefined while there are too few trials. (Makarova et al. 2022; Srinivas et al. 2010, its β divided by 5)
 */
export const regretBound = (history: History, space: FlatSpace, seed: number): number | undefined => {
  const encoding = encode(space);
  const { axes, categorical } = encoding;
  const { seen, leftOut } = observe(history, encoding, -1, seed);
  const kept = seen.filter(({ values, constraint = 0 }) => values !== undefined && constraint <= 0);
  if (axes.length === 0 || kept.length < fewest(axes.length)) return undefined;
  const rows = kept.map(({ row }) => row);
  const values = kept.map((each) => each.values![0]!);
  const trials = kept.length + leftOut;
  const model = surrogate(
    { rows, categorical, values, trials, stretched: false, parabola: false, noisy: false },
    undefined,
  );
  const reach = Math.sqrt((2 * Math.log((axes.length * trials ** 2 * Math.PI ** 2) / (6 * delta))) / 5);
  const higher = lowerBound(model, -reach, axes.length);
  const lower = lowerBound(model, reach, axes.length);
  const best = rows.reduce((least, row) => Math.min(least, -higher(row)), Infinity);
  const found = mostPromising({
    encoding,
    acquisition: lower,
    elite: [...rows.keys()]
      .sort((a, b) => values[a]! - values[b]!)
      .slice(0, 8)
      .map((i) => rows[i]!),
    random: keyedRandom(seed, trials, "regret-bound"),
    draws: 400,
    climbs: 6,
    running: [],
    asked: [],
    admits: () => true,
  });
  const unit = model.warped.of(1) - model.warped.of(0);
  return Math.max(best + (found?.value ?? Infinity), 0) / unit;
};

/** −(μ − reach · σ): what is to be maximized to find the lowest bound. */
const lowerBound = (model: Posterior, reach: number, axes: number): Acquisition => {
  const belief: Belief = { mean: 0, variance: 0 };
  const meanSlope = new Float64Array(axes);
  const varianceSlope = new Float64Array(axes);
  return (row, gradient) => {
    if (gradient === undefined) model.at(row, belief);
    else model.at(row, belief, meanSlope, varianceSlope);
    const deviation = Math.sqrt(belief.variance);
    if (gradient !== undefined)
      for (let i = 0; i < axes; i++) gradient[i] = (reach * varianceSlope[i]!) / (2 * deviation) - meanSlope[i]!;
    return reach * deviation - belief.mean;
  };
};
