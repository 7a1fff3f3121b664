import type { Card } from "@kaviar/base/card";
import { type OptionsOf, positive, whole } from "@kaviar/base/check";
import { TensorError } from "../errors/error.ts";
import { options } from "../errors/options.ts";
import { classify } from "./critical-point.ts";
import { type Descent, descend, isFlat } from "./descent.ts";
import { hop } from "./hop.ts";
import { curvatureOf, type Evaluate, type Evaluation, isUsable, objectiveOf } from "./objective.ts";
import type { Point, Scalar64 } from "./point.ts";
import { type Box, boxOf, type Region, spread } from "./region.ts";
import type { Vector } from "./vector.ts";

const readOptions = options("multiStart", {
  starts: whole(1).default(64),
  /** Hops in a row that lead nowhere lower, after which the search ends; 0 for none. */
  hops: whole().default(64),
  seed: whole().default(0),
  /** Of each search. */
  iterations: whole().default(500),
  /** A search is done when max |∂f/∂xᵢ| ≤ tolerance · max(1, |f|). */
  tolerance: positive.default(1e-8),
});

export interface LocalMinimum<S> {
  readonly x: Point<S>;
  readonly value: number;
  /** How many of the starts led here: its share of the region, roughly. 0 where hops alone did. */
  readonly count: number;
}

export interface MultiStartResult<S> {
  readonly best: LocalMinimum<S>;
  /** The distinct local minima in the region, the lowest first. */
  readonly minima: readonly LocalMinimum<S>[];
  /** What became of the starts that found none of them. */
  readonly missed: {
    /** Left the region. */
    readonly outside: number;
    /** Ended on a saddle or a maximum. */
    readonly notMinimum: number;
    /** Did not converge, or met values that are not finite. */
    readonly failed: number;
  };
  /** How often the function and its gradient were computed, by starts and hops. */
  readonly evaluations: number;
}

/**
 * Searches for minima from many starts, spread evenly over a region: a local search finds only the minimum downhill of
 * where it starts. Where there seem to be more minima than were found, it goes on by hops from the lowest.
 *
 * ```ts
 * const wave = (x: Tensor<"float64">) => x.sin().add(x.mul(0.1));
 * const { best, minima } = await multiStart(wave, { low: -10, high: 10 });      // 3 minima; best.x = −7.954
 * ```
 * The same seed gives the same starts and hops. Finding no better minimum proves nothing, unless the function is convex:
 * then every local minimum is the global one. At a kink, where no gradient tells, a minimum is what lies lower than the
 * points beside it along each axis.
 */
export const multiStart = async <const S>(
  f: Scalar64<S>,
  region: Region<S>,
  given?: OptionsOf<typeof readOptions>,
): Promise<MultiStartResult<S>> => {
  const { starts, hops, seed, iterations, tolerance } = readOptions(given);
  const box = await boxOf("multiStart", region);
  const objective = objectiveOf(f, box.space);
  let evaluations = 0;
  const evaluate: Evaluate = (x) => {
    evaluations++;
    return objective(x);
  };
  const curvature = curvatureOf(f, box.space);
  const shortest = resolution * box.low.reduce((least, each, i) => Math.min(least, box.high[i]! - each), Infinity);
  const found: Cluster[] = [];
  const missed = { outside: 0, notMinimum: 0, failed: 0 };
  /** Where the search from a point ends, or how it fails to end in a minimum inside. */
  const search = async (from: Vector): Promise<Cluster | "outside" | "failed"> => {
    const start = await evaluate(from);
    const descent =
      isUsable(start) && (await descend(evaluate, start, { iterations, tolerance, memory: 20, shortest }));
    if (!descent) return "failed";
    const { at, outcome } = descent;
    const isKink = outcome === "stalled" && isInside(at.x, box) && !hasArrived(descent, tolerance);
    if (isKink ? !(await isPit(evaluate, at, box)) : !hasArrived(descent, tolerance)) return "failed";
    if (!isInside(at.x, box)) return "outside";
    const known = found.find(({ at: other }) => isSame(at, other, box));
    if (known) return known;
    const cluster = { at, count: 0 };
    found.push(cluster);
    return cluster;
  };
  for (const from of await spread(box, starts, seed)) {
    const end = await search(from);
    if (typeof end === "string") missed[end]++;
    else end.count++;
  }
  if (hops > 0 && found.length > 0 && areMoreLikely(found.length, starts - missed.outside - missed.failed)) {
    const lowest = found.reduce((a, b) => (b.at.value < a.at.value ? b : a));
    await hop(lowest, search, box, { hops, seed });
  }
  const minima: LocalMinimum<S>[] = [];
  for (const { at, count } of found) {
    const kind = classify(await curvature(at.x), 1e-6);
    if (kind === "saddle" || kind === "maximum") missed.notMinimum += count;
    else minima.push({ x: box.space.point(at.x), value: at.value, count });
  }
  minima.sort((a, b) => a.value - b.value);
  const [best] = minima;
  if (best) return { best, minima, missed, evaluations };
  throw new TensorError(
    "data",
    `multiStart found no minimum in the region: of ${starts} starts ${missed.outside} left it, ${missed.notMinimum} ended on a saddle or maximum, ${missed.failed} failed.`,
    { remedy: "Take a larger region or more starts; a minimum on the region's edge is a matter for constrained." },
  );
};

multiStart.about = {
  name: "Multi-start search",
  formula:
    "L-BFGS from starts that a Latin hypercube spreads over the region, then from x + s·d, x the lowest minimum so far",
  use: "functions with several minima, or thousands of them, in few dimensions",
  pitfall: "finding no better minimum proves nothing, and minima on the region's edge are not looked for",
  reference: "McKay, Beckman & Conover 1979; Wales & Doye 1997; Boender & Rinnooy Kan 1987",
  seeAlso: ["lbfgs", "convexity", "constrained"],
} satisfies Card;

interface Cluster {
  readonly at: Evaluation;
  count: number;
}

/**
 * Whether a search would expect to have missed a minimum: w different ones in so many searches let one expect
 * w (n − 1) / (n − w − 2) in all. (Boender & Rinnooy Kan 1987)
 */
const areMoreLikely = (different: number, searches: number): boolean =>
  searches - different - 2 <= 0 || (different * (searches - 1)) / (searches - different - 2) > different + 0.5;

/** Converged, or stopped by rounding close to it. */
const hasArrived = ({ at, outcome }: Descent, tolerance: number): boolean =>
  outcome === "converged" || (outcome === "stalled" && isFlat(at, at, 1000 * tolerance));

/** A kink may be a minimum, as of |x|: where f is higher to both sides of it along each axis. */
const isPit = async (evaluate: Evaluate, { x, value }: Evaluation, { low, high }: Box<unknown>): Promise<boolean> => {
  for (const share of [closeness, closeness / 100])
    for (let i = 0; i < x.length; i++)
      for (const way of [share, -share]) {
        const beside = Float64Array.from(x);
        beside[i]! += way * (high[i]! - low[i]!);
        if (!((await evaluate(beside)).value > value)) return false;
      }
  return true;
};

/** Two ends of searches are one minimum when they are closer than this share of the region. */
const closeness = 1e-4;
/** Steps shorter than this share of the region are none: towards a kink they would get shorter for ever. */
const resolution = 1e-12;

const isInside = (x: Vector, { low, high }: Box<unknown>): boolean =>
  x.every(
    (each, i) =>
      each >= low[i]! - closeness * (high[i]! - low[i]!) && each <= high[i]! + closeness * (high[i]! - low[i]!),
  );

const isSame = (a: Evaluation, b: Evaluation, { low, high }: Box<unknown>): boolean =>
  a.x.every((each, i) => Math.abs(each - b.x[i]!) <= closeness * (high[i]! - low[i]!));
