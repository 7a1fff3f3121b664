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
  const { diagonal } = kernel;
  const alpha = new Float64Array(count);
  // y times the gradient: of both kinds of variables it changes by K alone.
  const slope = signs.map((sign, v) => sign * linear[v]!);
  // Whether yα may still grow, and whether it may still fall.
  const grows = Uint8Array.from(signs, (sign) => (sign > 0 ? 1 : 0));
  const falls = Uint8Array.from(signs, (sign) => (sign > 0 ? 0 : 1));
  for (let v = 0; v < count; v++) if (!(bounds[v]! > 0)) grows[v] = falls[v] = 0;
  const all = Int32Array.from({ length: count }, (_, v) => v);
  let active = all;
  let hasGrown = false;
  let untilShrinking = Math.min(count, 1000) + 1;

  /** The steepest variable that may grow, and how steep the steepest is that may fall. */
  const steepest = (): { readonly i: number; readonly up: number; readonly down: number } => {
    let [i, up, down] = [-1, -Infinity, -Infinity];
    for (let t = 0; t < active.length; t++) {
      const v = active[t]!;
      const own = slope[v]!;
      if (grows[v] === 1 && -own >= up) [i, up] = [v, -own];
      if (falls[v] === 1 && own > down) down = own;
    }
    return { i, up, down };
  };

  /** The partner with which it gains most. */
  const partnerOf = (i: number, up: number, row: Float32Array): number => {
    const own = diagonal[places[i]!]!;
    let j = -1;
    let [best, over] = [0, 1];
    for (let t = 0; t < active.length; t++) {
      const v = active[t]!;
      const difference = up + slope[v]!;
      if (falls[v] === 0 || !(difference > 0)) continue;
      const place = places[v]!;
      const curvature = own + diagonal[place]! - 2 * row[place]!;
      const gain = difference * difference;
      const under = curvature > 0 ? curvature : least;
      // gain / under ≥ best / over
      if (gain * over >= best * under) [j, best, over] = [v, gain, under];
    }
    return j;
  };

  const mark = (v: number): void => {
    const isPositive = signs[v]! > 0;
    const low = alpha[v]! <= 0;
    const high = alpha[v]! >= bounds[v]!;
    grows[v] = (isPositive ? high : low) ? 0 : 1;
    falls[v] = (isPositive ? low : high) ? 0 : 1;
  };

  /** The gradient of those that were left out, from the start: by all variables that are not 0. */
  const reconstruct = (): void => {
    if (active === all) return;
    const isActive = new Uint8Array(count);
    for (const v of active) isActive[v] = 1;
    const rest = all.filter((v) => isActive[v] === 0);
    for (const v of rest) slope[v] = signs[v]! * linear[v]!;
    for (let w = 0; w < count; w++) {
      if (alpha[w] === 0) continue;
      const row = kernel.row(places[w]!);
      const factor = signs[w]! * alpha[w]!;
      for (const v of rest) slope[v] = slope[v]! + factor * row[places[v]!]!;
    }
    active = all;
  };

  const shrink = (): void => {
    let { up, down } = steepest();
    if (!hasGrown && up + down <= tol * 10) {
      hasGrown = true;
      reconstruct();
      ({ up, down } = steepest());
    }
    const kept = active.filter((v) => {
      if (grows[v] === 1 && falls[v] === 1) return true;
      // At a bound, and steeper into it than any that could go the other way.
      if (grows[v] === 1) return -slope[v]! >= -down;
      return falls[v] === 1 ? slope[v]! >= -up : false;
    });
    if (kept.length < active.length) active = kept;
  };

  let steps = 0;
  for (; steps < maxIter; steps++) {
    if (steps % 256 === 0) await context.pause();
    if (--untilShrinking === 0) {
      untilShrinking = Math.min(count, 1000);
      shrink();
    }
    let { i, up, down } = steepest();
    if (i < 0 || up + down < tol) {
      if (active === all) break;
      reconstruct();
      ({ i, up, down } = steepest());
      if (i < 0 || up + down < tol) break;
      untilShrinking = 1;
    }
    const row = kernel.row(places[i]!);
    const j = partnerOf(i, up, row);
    if (j < 0) break;
    const other = kernel.row(places[j]!);
    const curvature = diagonal[places[i]!]! + diagonal[places[j]!]! - 2 * row[places[j]!]!;
    const wish = (up + slope[j]!) / (curvature > 0 ? curvature : least);
    // yα of i grows by as much as that of j falls, up to the nearer bound.
    const roomUp = signs[i]! > 0 ? bounds[i]! - alpha[i]! : alpha[i]!;
    const roomDown = signs[j]! > 0 ? alpha[j]! : bounds[j]! - alpha[j]!;
    const way = Math.min(wish, roomUp, roomDown);
    alpha[i] = way === roomUp ? (signs[i]! > 0 ? bounds[i]! : 0) : alpha[i]! + signs[i]! * way;
    alpha[j] = way === roomDown ? (signs[j]! > 0 ? 0 : bounds[j]!) : alpha[j]! - signs[j]! * way;
    mark(i);
    mark(j);
    for (let t = 0; t < active.length; t++) {
      const v = active[t]!;
      const place = places[v]!;
      slope[v] = slope[v]! + way * (row[place]! - other[place]!);
    }
  }
  const isDone = steps < maxIter;
  reconstruct();
  return { alpha, shift: shiftOf(slope, grows, falls), isDone };
};

/** The mean slope of the variables between their bounds; where there are none, the middle of what the others allow. */
const shiftOf = (slope: Float64Array, grows: Uint8Array, falls: Uint8Array): number => {
  let [sum, free, low, high] = [0, 0, -Infinity, Infinity];
  for (let v = 0; v < slope.length; v++) {
    const own = slope[v]!;
    if (grows[v] === 1 && falls[v] === 1) {
      sum += own;
      free++;
    } else if (grows[v] === 1) high = Math.min(high, own);
    else if (falls[v] === 1) low = Math.max(low, own);
  }
  if (free > 0) return sum / free;
  return Number.isFinite(low + high) ? (low + high) / 2 : Number.isFinite(low) ? low : Number.isFinite(high) ? high : 0;
};
