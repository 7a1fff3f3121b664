import { yieldToEventLoop } from "@kaviar/base/events";
import { seededRandom, shuffle } from "@kaviar/base/random";
import type { SparseRows } from "./sparse-rows.ts";
import type { Target } from "./target.ts";

export interface Problem {
  readonly rows: SparseRows;
  readonly target: Target;
  /** The rows that are learned from. */
  readonly chosen: Int32Array;
  /** How much each row counts. */
  readonly importance: ArrayLike<number> | undefined;
  readonly vocabulary: number;
  readonly bias: boolean;
}

/** Weights, and what holds them up: each row's part in them. */
export interface Weights {
  /** `width` numbers of each term beside each other: a row touches few places of memory. */
  readonly terms: Float64Array;
  readonly constant: Float64Array;
  /** a of W = Σ aᵢ xᵢ; at the optimum aᵢ = −c times the slope of the loss. */
  readonly parts: Float64Array;
}

interface Solving {
  /** How much rows count against large weights. */
  readonly c: number;
  /** How far the parts may be from what they are at the optimum, as a share. */
  readonly tolerance: number;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds on the clock of the process by which it ends, as far as it has come. */
  readonly deadline: number;
}

const mostPasses = 1000;

/** All 0. */
export const origin = ({ chosen, vocabulary, target: { width } }: Problem): Weights => ({
  terms: new Float64Array(vocabulary * width),
  constant: new Float64Array(width),
  parts: new Float64Array(chosen.length * width),
});

/**
 * Moves weights to the least Σ loss + |W|² / 2c, by dual coordinate ascent: row after row its part in the weights is made
 * what the loss there asks for, which the next row sees at once. (Shalev-Shwartz & Zhang 2013; of several classes: Yu,
 * Huang & Lin 2011) Descent on all rows together takes many times the passes, held up by what is frequent. The constant,
 * which costs nothing and so is not in the dual, is set by Newton's steps in between. Whether it has come as near as it was to.
 */
export const solve = async (
  problem: Problem,
  weights: Weights,
  { c, tolerance, signal, deadline }: Solving,
): Promise<boolean> => {
  const { chosen, target } = problem;
  const order = chosen.map((_, i) => i);
  const squares = squaresOf(problem);
  const blank = parallelTo(target.width);
  const whole = wholeAtOrigin(problem, c);
  for (let pass = 0; pass < mostPasses; pass++) {
    await yieldToEventLoop();
    signal?.throwIfAborted();
    if (pass > 0 && performance.now() > deadline) return false;
    shuffle(order, seededRandom(pass));
    const now = walk(problem, weights, { c, order, squares, settings: settingsOf(pass) }, blank);
    // By what parts are now alone, classes that a plane parts would never end: there parts go to 0.
    if (now.off <= tolerance * tolerance * Math.sqrt(now.whole * whole)) return true;
  }
  return false;
};

/** Σ |aᵢ|², where all weights are 0. */
const wholeAtOrigin = ({ target: { width, loss }, chosen, importance }: Problem, c: number): number => {
  const slope = new Float64Array(width);
  let sum = 0;
  for (const row of chosen) {
    slope.fill(0);
    loss(row, slope, 0);
    const counts = c * (importance ? importance[row]! : 1);
    for (const each of slope) sum += counts * counts * each * each;
  }
  return sum;
};

const squaresOf = ({ rows: { starts, weights }, chosen }: Problem): Float64Array =>
  Float64Array.from(chosen, (row) => {
    let sum = 0;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) sum += weights[at]! ** 2;
    return sum;
  });

interface Work {
  readonly slope: Float64Array;
  readonly dual: Float64Array;
  readonly move: Float64Array;
  readonly pull: Float64Array;
  readonly hold: Float64Array;
}

const parallelTo = (width: number): Work => ({
  slope: new Float64Array(width),
  dual: new Float64Array(width),
  move: new Float64Array(width),
  pull: new Float64Array(width),
  hold: new Float64Array(width),
});

/**
 * In the first passes the constant is set more often than once. Later only after all rows: what some of them say of it is
 * never quite the same.
 */
const settingsOf = (pass: number): number => (pass < 3 ? 8 : 1);

/** Newton's step of each constant. */
const settle = (constant: Float64Array, pull: Float64Array, hold: Float64Array, furthest: number): void => {
  for (let k = 0; k < constant.length; k++) {
    const step = pull[k] === 0 ? 0 : pull[k]! / hold[k]!;
    constant[k]! -= Math.max(-furthest, Math.min(furthest, step));
  }
};

interface Walk {
  readonly c: number;
  readonly order: Int32Array;
  /** |xᵢ|². */
  readonly squares: Float64Array;
  /** How often the constant is set. */
  readonly settings: number;
}

/** One pass over the rows; gives Σ |a|² of how far parts were from what they have to be, and of that itself. */
const walk = (
  problem: Problem,
  { terms: w, constant, parts }: Weights,
  { c, order, squares, settings }: Walk,
  { slope, dual, move, pull, hold }: Work,
): { readonly off: number; readonly whole: number } => {
  const { rows, target, chosen, importance, bias } = problem;
  const { starts, terms, weights } = rows;
  const { width } = target;
  let [off, whole] = [0, 0];
  const stretch = Math.ceil(order.length / settings);
  for (let n = 0; n < order.length; n++) {
    const i = order[n]!;
    const row = chosen[i]!;
    const counts = c * (importance ? importance[row]! : 1);
    if (counts > 0) {
      const [start, end] = [starts[row]!, starts[row + 1]!];
      for (let k = 0; k < width; k++) slope[k] = constant[k]!;
      for (let at = start; at < end; at++) {
        const from = terms[at]! * width;
        const weight = weights[at]!;
        for (let k = 0; k < width; k++) slope[k] = slope[k]! + weight * w[from + k]!;
      }
      target.loss(row, slope, 0);
      const own = i * width;
      for (let k = 0; k < width; k++) dual[k] = -parts[own + k]! / counts;
      const step = counts * target.part(row, slope, dual, counts * squares[i]!);
      for (let k = 0; k < width; k++) {
        const away = dual[k]! - slope[k]!;
        off += counts * counts * away * away;
        whole += counts * counts * slope[k]! * slope[k]!;
        move[k] = step * away;
        parts[own + k]! += move[k]!;
        pull[k]! += counts * slope[k]!;
        hold[k]! += counts * target.curvature(slope[k]!);
      }
      for (let at = start; at < end; at++) {
        const to = terms[at]! * width;
        const weight = weights[at]!;
        for (let k = 0; k < width; k++) w[to + k] = w[to + k]! + weight * move[k]!;
      }
    }
    if ((n + 1) % stretch !== 0 && n + 1 < order.length) continue;
    if (bias) {
      settle(constant, pull, hold, target.furthest);
      // What all rows have in common counts as that of a row.
      for (const each of pull) off += (each * each) / order.length;
    }
    pull.fill(0);
    hold.fill(0);
  }
  return { off, whole };
};
