import type { Card } from "@kaviar/base/card";
import { type OptionsOf, positive, whole } from "@kaviar/base/check";
import { TensorError } from "../errors/error.ts";
import { options } from "../errors/options.ts";
import { classify } from "./critical-point.ts";
import { type Descent, descend, isFlat } from "./descent.ts";
import { curvatureOf, type Evaluation, isUsable, objectiveOf } from "./objective.ts";
import type { Point, Scalar64 } from "./point.ts";
import { type Box, boxOf, type Region, spread } from "./region.ts";
import type { Vector } from "./vector.ts";

const readOptions = options("multiStart", {
  starts: whole(1).default(64),
  seed: whole().default(0),
  /** Of each search. */
  iterations: whole().default(500),
  /** A search is done when max |∂f/∂xᵢ| ≤ tolerance · max(1, |f|). */
  tolerance: positive.default(1e-8),
});

export interface LocalMinimum<S> {
  readonly x: Point<S>;
  readonly value: number;
  /** How many of the starts led here: its share of the region, roughly. */
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
}

/**
 * Searches for minima from many starts, spread evenly over a region: a local search finds only the minimum downhill of
 * where it starts.
 *
 * ```ts
 * const wave = (x: Tensor<"float64">) => x.sin().add(x.mul(0.1));
 * const { best, minima } = await multiStart(wave, { low: -10, high: 10 });      // 3 minima; best.x = −7.954
 * ```
 * The same seed gives the same starts. Finding no better minimum proves nothing, unless the function is convex: then
 * every local minimum is the global one.
 */
export const multiStart = async <const S>(
  f: Scalar64<S>,
  region: Region<S>,
  given?: OptionsOf<typeof readOptions>,
): Promise<MultiStartResult<S>> => {
  const { starts, seed, iterations, tolerance } = readOptions(given);
  const box = await boxOf("multiStart", region);
  const evaluate = objectiveOf(f, box.space);
  const curvature = curvatureOf(f, box.space);
  const found: Cluster[] = [];
  const missed = { outside: 0, notMinimum: 0, failed: 0 };
  for (const from of await spread(box, starts, seed)) {
    const start = await evaluate(from);
    const descent = isUsable(start) && (await descend(evaluate, start, { iterations, tolerance, memory: 20 }));
    if (!descent || !hasArrived(descent, tolerance)) {
      missed.failed++;
      continue;
    }
    const { at } = descent;
    if (!isInside(at.x, box)) missed.outside++;
    else {
      const known = found.find(({ at: other }) => isSame(at, other, box));
      if (known) known.count++;
      else found.push({ at, count: 1 });
    }
  }
  const minima: LocalMinimum<S>[] = [];
  for (const { at, count } of found) {
    const kind = classify(await curvature(at.x), 1e-6);
    if (kind === "saddle" || kind === "maximum") missed.notMinimum += count;
    else minima.push({ x: box.space.point(at.x), value: at.value, count });
  }
  minima.sort((a, b) => a.value - b.value);
  const [best] = minima;
  if (best) return { best, minima, missed };
  throw new TensorError(
    "data",
    `multiStart found no minimum in the region: of ${starts} starts ${missed.outside} left it, ${missed.notMinimum} ended on a saddle or maximum, ${missed.failed} failed.`,
    { remedy: "Take a larger region or more starts; a minimum on the region's edge is a matter for constrained." },
  );
};

multiStart.about = {
  name: "Multi-start search",
  formula: "L-BFGS from starts that a Latin hypercube spreads over the region",
  use: "functions with several minima, in few dimensions",
  pitfall: "finding no better minimum proves nothing, and minima on the region's edge are not looked for",
  reference: "McKay, Beckman & Conover 1979",
  seeAlso: ["lbfgs", "convexity", "constrained"],
} satisfies Card;

interface Cluster {
  readonly at: Evaluation;
  count: number;
}

/** Converged, or stopped by rounding close to it. */
const hasArrived = ({ at, outcome }: Descent, tolerance: number): boolean =>
  outcome === "converged" || (outcome === "stalled" && isFlat(at, at, 1000 * tolerance));

/** Two ends of searches are one minimum when they are closer than this share of the region. */
const closeness = 1e-4;

const isInside = (x: Vector, { low, high }: Box<unknown>): boolean =>
  x.every(
    (each, i) =>
      each >= low[i]! - closeness * (high[i]! - low[i]!) && each <= high[i]! + closeness * (high[i]! - low[i]!),
  );

const isSame = (a: Evaluation, b: Evaluation, { low, high }: Box<unknown>): boolean =>
  a.x.every((each, i) => Math.abs(each - b.x[i]!) <= closeness * (high[i]! - low[i]!));
