import { dot } from "./dot.ts";
import { type Correction, twoLoop } from "./two-loop.ts";

/** A function to minimize: returns its value, and writes its gradient. */
export type Slope = (x: Float64Array, gradient: Float64Array) => number;

/** The lowest point that was found, and the value there. */
export interface Lowest {
  readonly x: Float64Array;
  readonly value: number;
}

interface Stopping {
  readonly steps: number;
  readonly tolerance?: number;
}

/** Corrections that are remembered. */
const memory = 8;

/**
 * The lowest point near x in the box [low, high], by projected L-BFGS: coordinates held at a bound by the gradient stay
 * there, the others take a quasi-Newton step, cut at the bounds, halved until it descends enough (Armijo).
 * (Bertsekas 1982; Nocedal 1980)
 */
export const minimizeInBox = (
  slope: Slope,
  start: Float64Array,
  low: Float64Array,
  high: Float64Array,
  stopping: Stopping,
): Lowest => {
  const search = searchInBox(start, low, high, stopping);
  let asked = search.next();
  while (!asked.done) asked = search.next(slope(asked.value.x, asked.value.gradient));
  return asked.value;
};

/** A point whose value is asked for; its gradient is to be written there. */
export interface Asked {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
}

/** The same search for functions that take their time: it asks for values, one after the other. */
export function* searchInBox(
  start: Float64Array,
  low: Float64Array,
  high: Float64Array,
  { steps, tolerance = 1e-9 }: Stopping,
): Generator<Asked, Lowest, number> {
  const n = start.length;
  const clamp = (x: number, i: number) => Math.min(Math.max(x, low[i]!), high[i]!);
  let x = start.map(clamp);
  let gradient = new Float64Array(n);
  let value = yield { x, gradient };
  let corrections: Correction[] = [];
  for (let step = 0; step < steps && Number.isFinite(value); step++) {
    const free = x.map((each, i) =>
      (each <= low[i]! && gradient[i]! > 0) || (each >= high[i]! && gradient[i]! < 0) ? 0 : 1,
    );
    const size = Math.max(...gradient.map((each, i) => Math.abs(each * free[i]!)));
    if (!(size > tolerance)) break;
    let direction = descent(gradient, free, corrections);
    if (!(dot(direction, gradient) < 0)) {
      corrections = [];
      direction = descent(gradient, free, corrections);
    }
    // The first step knows no curvature: it goes a tenth of the widest side at most.
    let length = corrections.length > 0 ? 1 : Math.min(1, 0.1 / size);
    const nextGradient = new Float64Array(n);
    let next = x;
    let nextValue = Infinity;
    for (let halving = 0; halving < 12; halving++, length *= 0.4) {
      next = x.map((each, i) => clamp(each + length * direction[i]!, i));
      nextValue = yield { x: next, gradient: nextGradient };
      let gain = 0;
      for (let i = 0; i < n; i++) gain += gradient[i]! * (next[i]! - x[i]!);
      if (nextValue <= value + 1e-4 * gain) break;
      nextValue = Infinity;
    }
    if (nextValue === Infinity) {
      if (corrections.length === 0) break;
      corrections = [];
      continue;
    }
    const s = next.map((each, i) => each - x[i]!);
    const y = nextGradient.map((each, i) => each - gradient[i]!);
    const curvature = dot(s, y);
    if (curvature > 1e-12 * dot(y, y)) {
      const rho = 1 / curvature;
      corrections = [...corrections.slice(1 - memory), { step: s, change: y, overCurvature: (each) => rho * each }];
    }
    const gained = value - nextValue;
    [x, gradient, value] = [next, nextGradient, nextValue];
    if (gained < tolerance * Math.max(1, Math.abs(value))) break;
  }
  return { x, value };
}

/** The quasi-Newton direction over the free coordinates; downhill itself while nothing is known of the curvature. */
const descent = (gradient: Float64Array, free: Float64Array, corrections: readonly Correction[]): Float64Array => {
  const last = corrections.at(-1);
  const scale = last === undefined ? 1 : 1 / last.overCurvature(dot(last.change, last.change));
  return twoLoop(gradient, corrections, scale, free);
};
