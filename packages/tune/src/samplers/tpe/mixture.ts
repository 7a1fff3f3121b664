import type { Random } from "@kaviar/base/random";
import type { Axis } from "./axis.ts";
import { drawAnywhere, drawNear, type Kernel, kernelOf, normalizerAt } from "./kernel.ts";

/** Trials as rows of places, one an axis, each with a weight. */
export interface Rows {
  readonly places: Float64Array;
  readonly weights: Float64Array;
}

/** A density over the space. */
export interface Mixture {
  /** A point, its axes drawn from the top of the tree down; NaN where an axis is not active. */
  draw(random: Random): Float64Array;
  /** The log of the density of a point in its active axes. */
  logDensity(point: Float64Array): number;
}

/** What the trials say along one axis. Their centers are NaN, of levels `levels`, where a trial has no value. */
interface Column {
  readonly kernel: Kernel;
  readonly centers: Float64Array;
  readonly hasGaps: boolean;
}

/** The weight of the prior: of one trial that lies everywhere. */
const priorWeight = 1;

/**
 * Parzen's estimator with a product of kernels for each trial and an even prior,
 * p(x) = (Σᵢ wᵢ ∏ⱼ kⱼ(xⱼ | xᵢⱼ) + 1) / (Σᵢ wᵢ + 1), j over the active axes of x. Where a trial has no value it says what
 * the prior says, so a branch is judged by the trials that took it, and by the prior while there are few.
 * (Bergstra et al. 2011; joint kernels: Falkner et al. 2018)
 */
export const mixtureOf = (axes: readonly Axis[], { places, weights }: Rows, widening: number): Mixture => {
  const d = axes.length;
  const n = weights.length;
  const prior = n;
  const total = weights.reduce((sum, weight) => sum + weight, priorWeight);
  const columns = columnsOf(axes, places, weights, widening);
  const start = new Float64Array(n + 1).fill(Math.log(priorWeight / total));
  for (let i = 0; i < n; i++) start[i] = Math.log(weights[i]! / total);
  for (const { kernel, centers } of columns)
    if (kernel.kind === "continuous") addNormalizers(start, centers, kernel, -1);
  const terms = new Float64Array(n + 1);

  return {
    draw: (random) => {
      const point = new Float64Array(d);
      let u = random() * total;
      let i = 0;
      while (i < n && u >= weights[i]!) u -= weights[i++]!;
      for (let j = 0; j < d; j++) {
        const axis = axes[j]!;
        const { kernel, centers } = columns[j]!;
        const center = centers[i]!;
        if (axis.parent >= 0 && !axis.isActiveAt(point[axis.parent]!)) point[j] = Number.NaN;
        else if (i === prior || isGap(axis, center)) point[j] = drawAnywhere(axis, random);
        else point[j] = drawNear(kernel, axis.levels, center, random);
      }
      return point;
    },

    logDensity: (point) => {
      terms.set(start);
      for (let j = 0; j < d; j++) {
        const column = columns[j]!;
        const { kernel } = column;
        const place = point[j]!;
        const isActive = !Number.isNaN(place);
        if (kernel.kind === "levels") {
          if (isActive) addLevels(terms, column.centers, kernel.logarithms, place * (axes[j]!.levels + 1));
        } else if (isActive) addSquares(terms, column, place, Math.SQRT1_2 / kernel.width);
        else addNormalizers(terms, column.centers, kernel, 1);
      }
      return logSumExp(terms);
    },
  };
};

const isGap = ({ levels }: Axis, center: number): boolean => Number.isNaN(center) || (levels > 0 && center === levels);

const addLevels = (terms: Float64Array, centers: Float64Array, logarithms: Float64Array, from: number): void => {
  for (let i = 0; i < terms.length; i++) terms[i]! += logarithms[from + centers[i]!]!;
};

/** − (x − c)² / 2σ². */
const addSquares = (terms: Float64Array, { centers, hasGaps }: Column, place: number, scale: number): void => {
  const n = terms.length - 1;
  if (hasGaps) {
    for (let i = 0; i < n; i++) {
      const z = (place - centers[i]!) * scale;
      if (!Number.isNaN(z)) terms[i]! -= z * z;
    }
    return;
  }
  for (let i = 0; i < n; i++) {
    const z = (place - centers[i]!) * scale;
    terms[i]! -= z * z;
  }
};

/** They stand in the start once and for all; a point in which the axis is not active takes them out again. */
const addNormalizers = (
  terms: Float64Array,
  centers: Float64Array,
  { normalizer }: Extract<Kernel, { kind: "continuous" }>,
  sign: number,
): void => {
  for (let i = 0; i < terms.length; i++) {
    const center = centers[i]!;
    if (!Number.isNaN(center)) terms[i]! += sign * normalizerAt(normalizer, center);
  }
};

const logSumExp = (terms: Float64Array): number => {
  let most = -Infinity;
  for (let i = 0; i < terms.length; i++) if (terms[i]! > most) most = terms[i]!;
  let sum = 0;
  for (let i = 0; i < terms.length; i++) if (terms[i]! > most - 36) sum += Math.exp(terms[i]! - most);
  return most + Math.log(sum);
};

const columnsOf = (
  axes: readonly Axis[],
  places: Float64Array,
  weights: Float64Array,
  widening: number,
): readonly Column[] => {
  const d = axes.length;
  const n = weights.length;
  const centers = axes.map((_, j) => {
    const column = new Float64Array(n + 1).fill(Number.NaN);
    for (let i = 0; i < n; i++) column[i] = places[i * d + j]!;
    return column;
  });
  const seen = centers.map((column) => {
    let count = 0;
    for (let i = 0; i < n; i++) if (!Number.isNaN(column[i])) count++;
    return count;
  });
  // The numeric axes that a trial has on average: what the kernels have to fill.
  const dimensions = axes.reduce((sum, { edges, levels }, j) => {
    return levels > 0 && edges === undefined ? sum : sum + seen[j]! / Math.max(n, 1);
  }, 0);
  return axes.map((axis, j) => {
    const column = centers[j]!;
    const kernel = kernelOf(axis, widthOf(axis, column, weights, seen[j]!, dimensions, widening));
    if (axis.levels > 0) for (let i = 0; i <= n; i++) if (Number.isNaN(column[i])) column[i] = axis.levels;
    return { kernel, centers: column, hasGaps: seen[j]! < n };
  });
};

/** Below this share of the range two numbers count as the same. */
const narrowest = 1e-3;

/**
 * Scott's rule, σ = s m^(−1/(d + 4)), where s is the spread of the m − 1 values and of the prior (mean ½, variance 1/12)
 * together, times a widening. Of k unordered choices: w = k/(k + m), Laplace's rule of succession.
 */
const widthOf = (
  { levels, edges, grain }: Axis,
  centers: Float64Array,
  weights: Float64Array,
  seen: number,
  dimensions: number,
  widening: number,
): number => {
  if (levels > 0 && edges === undefined) return levels / (levels + Math.max(seen, 1));
  let weight = priorWeight;
  let sum = 0.5 * weight;
  let squares = (1 / 12 + 0.25) * weight;
  for (let i = 0; i < weights.length; i++) {
    let center = centers[i]!;
    if (Number.isNaN(center)) continue;
    if (edges !== undefined) center = (edges[center]! + edges[center + 1]!) / 2;
    weight += weights[i]!;
    sum += weights[i]! * center;
    squares += weights[i]! * center * center;
  }
  const mean = sum / weight;
  const spread = Math.sqrt(Math.max(squares / weight - mean * mean, 0));
  return Math.max(widening * spread * (seen + 1) ** (-1 / (dimensions + 4)), narrowest, grain / 2);
};
