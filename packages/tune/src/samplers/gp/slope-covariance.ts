import { dot, type Matrix } from "@kaviar/base/numerics";
import type { Earlier } from "./earlier.ts";
import type { Weights } from "./kernel.ts";
import { type Pair, type Parts, pairOf } from "./slope-pair.ts";
import type { Slopes } from "./slopes.ts";

/** Slopes, with what it takes to say how they vary with values, and with each other. */
export interface Told {
  readonly slopes: Slopes;
  readonly rows: readonly Float64Array[];
  readonly categorical: readonly boolean[];
  /** What earlier studies say of the rows, and how that changes along the slopes. */
  readonly said?: { readonly rows: readonly Float64Array[]; readonly slopes: readonly Float64Array[] } | undefined;
}

export const toldOf = (
  rows: readonly Float64Array[],
  categorical: readonly boolean[],
  slopes: Slopes | undefined,
  earlier: Earlier | undefined,
): Told | undefined => {
  if (slopes === undefined) return undefined;
  const said = earlier && { rows: earlier.of(rows), slopes: changesOf(earlier, rows, categorical.length, slopes) };
  return { slopes, rows, categorical, said };
};

/** How what earlier studies say of rows changes along their slopes. */
const changesOf = (
  earlier: Earlier,
  rows: readonly Float64Array[],
  axes: number,
  { of, along }: Slopes,
): readonly Float64Array[] => {
  const said = new Float64Array(earlier.count);
  const one = new Float64Array(earlier.count);
  const change = new Float64Array(axes);
  return Array.from(of, (i, r) => {
    earlier.at(rows[i]!, said);
    return said.map((_, m) => {
      one.fill(0)[m] = 1;
      earlier.addSlope(rows[i]!, one, change.fill(0));
      return change[along[r]!]!;
    });
  });
};

/** Values, and slopes behind them. */
export const withSlopes = (y: Float64Array, slopes: Slopes | undefined): Float64Array =>
  slopes === undefined ? y : Float64Array.of(...y, ...slopes.steepness);

/** Where θ is longer by one: the variance of the noise of slopes, as a share of the one they are expected to have. */
export const splitTheta = (
  theta: Float64Array,
  told: Told | undefined,
): readonly [plain: Float64Array, share: number] =>
  told === undefined ? [theta, 0] : [theta.subarray(0, -1), Math.exp(theta.at(-1)!)];

/** Slopes of one row: their place among all, and their axes. */
interface Group {
  readonly row: number;
  readonly from: number;
  readonly axes: readonly number[];
}

const groupsOf = ({ of, along }: Slopes): readonly Group[] => {
  const starts = [...of.keys()].filter((r) => r === 0 || of[r] !== of[r - 1]);
  return starts.map((from, k) => ({
    row: of[from]!,
    from,
    axes: [...along.subarray(from, starts[k + 1] ?? along.length)],
  }));
};

/** Each pair of a group with a row, and with that row's own group where it is not a later one. */
const eachPair = (
  { slopes, rows, categorical }: Told,
  weights: Weights,
  visit: (pair: Pair, group: Group, row: number, other: Group | undefined) => void,
): void => {
  const pair = pairOf(categorical, weights);
  const groups = groupsOf(slopes);
  const groupAt = new Map(groups.map((group) => [group.row, group]));
  for (const group of groups)
    for (let row = 0; row < rows.length; row++) {
      pair.set(rows[group.row]!, rows[row]!);
      const other = groupAt.get(row);
      visit(pair, group, row, other !== undefined && other.from <= group.from ? other : undefined);
    }
};

/** What slopes along an axis are expected to vary by, without parabolas and earlier studies: −2 m′(0) of both parts. */
const spreadOf = ({ common, own, commonScale, ownScale }: Weights, axis: number): number =>
  (5 / 3) * (commonScale * common[axis]! + ownScale * own[axis]!);

/** Writes the rows of the slopes below those of the values, into a matrix of both. */
export const addSlopeRows = (k: Matrix, told: Told, weights: Weights, share: number, jitter: number): void => {
  const { slopes, rows, said } = told;
  const n = rows.length;
  const size = n + slopes.of.length;
  eachPair(told, weights, (pair, { from, axes }, row, other) => {
    axes.forEach((a, i) => {
      const line = (n + from + i) * size;
      k[line + row] = pair.left(a);
      if (said) k[line + row]! += weights.earlier * dot(said.slopes[from + i]!, said.rows[row]!);
      other?.axes.forEach((b, j) => {
        if (other.from + j > from + i) return;
        const at = line + n + other.from + j;
        k[at] = pair.both(a, b);
        if (said) k[at]! += weights.earlier * dot(said.slopes[from + i]!, said.slopes[other.from + j]!);
      });
      if (other?.from === from)
        k[line + n + from + i]! += jitter * k[line + n + from + i]! + share * spreadOf(weights, a);
    });
  });
};

/**
 * Adds Σ g ∂K/∂θ over the rows of the slopes, for g = αα′ − K⁻¹, to a gradient. Both triangles count: what is off the
 * diagonal is there twice, and half of it counts.
 */
export const addSlopeGradient = (
  gradient: Float64Array,
  told: Told,
  weights: Weights,
  share: number,
  jitter: number,
  g: (row: number, column: number) => number,
): void => {
  const { rows, said, categorical } = told;
  const n = rows.length;
  const axes = categorical.length;
  const { common, own, commonScale, ownScale, parabola, earlier } = weights;
  const byValue = new Float64Array(axes);
  const bySlope = new Float64Array(axes * axes);
  let [byParabola, byEarlier, byShare] = [0, 0, 0];
  eachPair(told, weights, (pair, group, row, other) => {
    byValue.fill(0);
    bySlope.fill(0);
    const { p, pLeft, pRight } = pair.parts;
    group.axes.forEach((a, i) => {
      const line = n + group.from + i;
      const weight = g(line, row);
      byValue[a] = weight;
      byParabola += weight * 2 * p * pLeft[a]!;
      if (said) byEarlier += weight * dot(said.slopes[group.from + i]!, said.rows[row]!);
      other?.axes.forEach((b, j) => {
        const at = n + other.from + j;
        if (at > line) return;
        const isAlone = at === line;
        const each = isAlone ? 0.5 * (1 + jitter) * g(line, at) : g(line, at);
        bySlope[a * axes + b] = each;
        byParabola += each * (2 * pLeft[a]! * pRight[b]! + (a === b ? (8 * p) / (1 + axes) : 0));
        if (said) byEarlier += each * dot(said.slopes[group.from + i]!, said.slopes[other.from + j]!);
        if (!isAlone) return;
        // Its noise is a share of what both parts make of it.
        const noisy = 0.5 * share * g(line, at);
        const byCommon = noisy * (5 / 3) * commonScale * common[a]!;
        const byOwn = noisy * (5 / 3) * ownScale * own[a]!;
        gradient[a]! += byCommon;
        gradient[axes + a]! += byOwn;
        gradient[2 * axes]! += byCommon;
        gradient[2 * axes + 1]! += byOwn;
        byShare += byCommon + byOwn;
      });
    });
    addCommon(gradient, pair.parts, weights, byValue, bySlope);
    addOwn(gradient, pair.parts, weights, byValue, bySlope);
  });
  gradient[2 * axes + 3]! += byParabola * parabola;
  if (said) gradient[2 * axes + 4]! += byEarlier * earlier;
  gradient[gradient.length - 1]! += byShare;
};

/** The common part of one pair: what weighs Σ gₐ ∂k/∂xₐ + Σ gₐᵦ ∂²k/∂xₐ∂x′ᵦ, by the logarithms of its weights and of its scale. */
const addCommon = (
  gradient: Float64Array,
  { common: [first, second, third], steps, squares }: Parts,
  { common }: Weights,
  byValue: Float64Array,
  bySlope: Float64Array,
): void => {
  const axes = common.length;
  let [along, across, alone] = [0, 0, 0];
  const crossed = new Float64Array(axes);
  for (let a = 0; a < axes; a++) {
    along += 2 * byValue[a]! * steps[a]!;
    alone += 2 * bySlope[a * axes + a]! * common[a]!;
    for (let b = 0; b < axes; b++) {
      const each = bySlope[a * axes + b]!;
      if (each === 0) continue;
      across += 4 * each * steps[a]! * steps[b]!;
      crossed[a]! += each * steps[b]!;
      crossed[b]! += each * steps[a]!;
    }
  }
  gradient[2 * axes]! += first * (along - alone) - second * across;
  const byQ = second * (along - alone) - third * across;
  for (let a = 0; a < axes; a++)
    gradient[a]! +=
      byQ * squares[a]! +
      2 * first * (byValue[a]! * steps[a]! - bySlope[a * axes + a]! * common[a]!) -
      4 * second * steps[a]! * crossed[a]!;
};

/** The same of the parts that each axis has of its own. */
const addOwn = (
  gradient: Float64Array,
  { own: parts }: Parts,
  { own }: Weights,
  byValue: Float64Array,
  bySlope: Float64Array,
): void => {
  const axes = own.length;
  for (let a = 0; a < axes; a++) {
    const { step, q, first, second, third } = parts[a]!;
    const weight = byValue[a]!;
    const twice = bySlope[a * axes + a]!;
    const v = own[a]!;
    // step² = 4vq.
    gradient[2 * axes + 1]! += weight * step * first - twice * (4 * v * q * second + 2 * v * first);
    gradient[axes + a]! +=
      weight * step * (first + second * q) - twice * v * (8 * q * second + 4 * q * third + 2 * first + 2 * q * second);
  }
};
