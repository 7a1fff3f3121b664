import type { FitContext } from "../../contract/context.ts";
import type { KernelRows } from "./kernel-rows.ts";

/** min ½ αᵀQα + pᵀα with Qᵢⱼ = yᵢyⱼK(rᵢ, rⱼ), 0 ≤ α ≤ C and yᵀα = 0: what support vectors come down to. */
export interface DualProblem {
  /** +1 or −1. */
  readonly signs: Float64Array;
  /** The row of the kernel matrix that a variable is of. */
  readonly places: Int32Array;
  readonly linear: Float64Array;
  readonly bounds: Float64Array;
  readonly kernel: KernelRows;
}

interface Ending {
  readonly tol: number;
  readonly maxIter: number;
}

interface Solution {
  readonly alpha: Float64Array;
  /** What has to be taken from Σ yα K. */
  readonly shift: number;
  readonly isDone: boolean;
}

/** Lest a pair of rows that are alike is divided by 0. */
const least = 1e-12;

/** Which way yα may still go. */
const up = 1;
const down = 2;

/** Variables side by side, in the order in which they are looked at: all of them, or those that are not left out. */
interface Active {
  readonly variables: Int32Array;
  readonly places: Int32Array;
  readonly diagonal: Float64Array;
  /** y times the gradient: it changes by K alone. */
  readonly slope: Float64Array;
  readonly ways: Uint8Array;
}

/** The steepest variable that may go up, how steep it is, and how steep the steepest is that may go down. */
interface Steepest {
  i: number;
  rise: number;
  fall: number;
}

/**
 * Sequential minimal optimization (Platt 1998): the two variables are chosen that promise most by second order (Fan, Chen
 * & Lin 2005), and those that stay at a bound are left out for a while (shrinking, Joachims 1998). The same choices as
 * libsvm's.
 */
export const minimizeDual = async (
  { signs, places, linear, bounds, kernel }: DualProblem,
  { tol, maxIter }: Ending,
  context: FitContext,
): Promise<Solution> => {
  const count = signs.length;
  const alpha = new Float64Array(count);
  const slopes = signs.map((sign, v) => sign * linear[v]!);
  const waysOf = (v: number): number => {
    const low = alpha[v]! <= 0;
    const high = alpha[v]! >= bounds[v]!;
    return signs[v]! > 0 ? (high ? 0 : up) + (low ? 0 : down) : (low ? 0 : up) + (high ? 0 : down);
  };
  const activeOf = (variables: Int32Array): Active => ({
    variables,
    places: variables.map((v) => places[v]!),
    diagonal: Float64Array.from(variables, (v) => kernel.diagonal[places[v]!]!),
    slope: Float64Array.from(variables, (v) => slopes[v]!),
    ways: Uint8Array.from(variables, waysOf),
  });
  const keepSlopes = ({ variables, slope }: Active): void => {
    for (let t = 0; t < variables.length; t++) slopes[variables[t]!] = slope[t]!;
  };
  const all = Int32Array.from({ length: count }, (_, v) => v);
  let active = activeOf(all);

  /** The gradient of those that were left out, from the start: by all variables that are not 0. */
  const reconstruct = (): void => {
    keepSlopes(active);
    if (active.variables.length === count) return;
    const isActive = new Uint8Array(count);
    for (const v of active.variables) isActive[v] = 1;
    const rest = all.filter((v) => isActive[v] === 0);
    for (const v of rest) slopes[v] = signs[v]! * linear[v]!;
    for (let w = 0; w < count; w++) {
      if (alpha[w] === 0) continue;
      const row = kernel.row(places[w]!);
      const factor = signs[w]! * alpha[w]!;
      for (const v of rest) slopes[v] = slopes[v]! + factor * row[places[v]!]!;
    }
    active = activeOf(all);
  };

  const shrink = ({ rise, fall }: Steepest): void => {
    const { variables, slope, ways } = active;
    const kept = variables.filter((_, t) => {
      if (ways[t] === up + down) return true;
      // At a bound, and steeper into it than any that could go the other way.
      if (ways[t] === up) return slope[t]! <= fall;
      return ways[t] === down && slope[t]! >= -rise;
    });
    if (kept.length === variables.length) return;
    keepSlopes(active);
    active = activeOf(kept);
  };

  let hasGrown = false;
  let untilShrinking = Math.min(count, 1000) + 1;
  let steepest = steepestOf(active);
  const isFlat = ({ i, rise, fall }: Steepest): boolean => i < 0 || rise + fall < tol;
  const everything = (): void => {
    reconstruct();
    steepest = steepestOf(active);
  };
  let steps = 0;
  for (; steps < maxIter; steps++) {
    if (steps % 256 === 0) await context.pause();
    if (--untilShrinking === 0) {
      untilShrinking = Math.min(count, 1000);
      if (!hasGrown && steepest.rise + steepest.fall <= tol * 10) {
        hasGrown = true;
        everything();
      }
      shrink(steepest);
      steepest = steepestOf(active);
    }
    if (isFlat(steepest)) {
      if (active.variables.length === count) break;
      everything();
      if (isFlat(steepest)) break;
      untilShrinking = 1;
    }
    const { i, rise } = steepest;
    const { variables, slope, diagonal } = active;
    const row = kernel.row(active.places[i]!);
    const j = partnerOf(active, i, rise, row);
    if (j < 0) break;
    const other = kernel.row(active.places[j]!);
    const [v, w] = [variables[i]!, variables[j]!];
    const curvature = diagonal[i]! + diagonal[j]! - 2 * row[active.places[j]!]!;
    const wish = (rise + slope[j]!) / (curvature > 0 ? curvature : least);
    // yα of i grows by as much as that of j falls, up to the nearer bound.
    const roomUp = signs[v]! > 0 ? bounds[v]! - alpha[v]! : alpha[v]!;
    const roomDown = signs[w]! > 0 ? alpha[w]! : bounds[w]! - alpha[w]!;
    const way = Math.min(wish, roomUp, roomDown);
    alpha[v] = way === roomUp ? (signs[v]! > 0 ? bounds[v]! : 0) : alpha[v]! + signs[v]! * way;
    alpha[w] = way === roomDown ? (signs[w]! > 0 ? 0 : bounds[w]!) : alpha[w]! - signs[w]! * way;
    active.ways[i] = waysOf(v);
    active.ways[j] = waysOf(w);
    steepest = advance(active, way, row, other);
  }
  const isDone = steps < maxIter;
  reconstruct();
  return { alpha, shift: shiftOf(activeOf(all)), isDone };
};

const steepestOf = ({ slope, ways }: Active): Steepest => {
  let [i, rise, fall] = [-1, -Infinity, -Infinity];
  for (let t = 0; t < slope.length; t++) {
    const own = slope[t]!;
    const way = ways[t]!;
    if ((way & up) !== 0 && -own >= rise) {
      rise = -own;
      i = t;
    }
    if ((way & down) !== 0 && own > fall) fall = own;
  }
  return { i, rise, fall };
};

/** The partner with which it gains most. */
const partnerOf = ({ places, diagonal, slope, ways }: Active, i: number, rise: number, row: Float32Array): number => {
  const own = diagonal[i]!;
  let j = -1;
  let best = 0;
  let over = 1;
  for (let t = 0; t < slope.length; t++) {
    const difference = rise + slope[t]!;
    if (!(difference > 0) || (ways[t]! & down) === 0) continue;
    const curvature = own + diagonal[t]! - 2 * row[places[t]!]!;
    const under = curvature > 0 ? curvature : least;
    const gain = difference * difference;
    // gain / under ≥ best / over
    if (gain * over >= best * under) {
      j = t;
      best = gain;
      over = under;
    }
  }
  return j;
};

/** Goes a step, and looks on the way who is the steepest then. */
const advance = ({ places, slope, ways }: Active, way: number, row: Float32Array, other: Float32Array): Steepest => {
  let i = -1;
  let rise = -Infinity;
  let fall = -Infinity;
  for (let t = 0; t < slope.length; t++) {
    const place = places[t]!;
    const own = slope[t]! + way * (row[place]! - other[place]!);
    slope[t] = own;
    const may = ways[t]!;
    if ((may & up) !== 0 && -own >= rise) {
      rise = -own;
      i = t;
    }
    if ((may & down) !== 0 && own > fall) fall = own;
  }
  return { i, rise, fall };
};

/** The mean slope of the variables between their bounds; where there are none, the middle of what the others allow. */
const shiftOf = ({ slope, ways }: Active): number => {
  let [sum, free, low, high] = [0, 0, -Infinity, Infinity];
  for (let t = 0; t < slope.length; t++) {
    const own = slope[t]!;
    if (ways[t] === up + down) {
      sum += own;
      free++;
    } else if (ways[t] === up) high = Math.min(high, own);
    else if (ways[t] === down) low = Math.max(low, own);
  }
  if (free > 0) return sum / free;
  if (Number.isFinite(low) && Number.isFinite(high)) return (low + high) / 2;
  return Number.isFinite(low) ? low : Number.isFinite(high) ? high : 0;
};
