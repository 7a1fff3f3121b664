import type { Correction } from "@kaviar/base/numerics";
import { type Bounds, within } from "./bounds.ts";
import { solveSquare } from "./solve-square.ts";
import { dot, plus, scaled, type Vector } from "./vector.ts";

/**
 * From x to the minimum, between bounds, of the quadratic model that the last steps tell of, B = θI − W M Wᵀ: first along
 * the steepest descent, bent at each bound that it meets, to its first minimum; then among the variables that are free
 * there. Nothing where the steps contradict each other. (Byrd, Lu, Nocedal & Zhu 1995: L-BFGS-B; Morales & Nocedal 2011)
 */
export const boundedStep = (
  x: Vector,
  gradient: Vector,
  corrections: readonly Correction[],
  bounds: Bounds,
): Vector | undefined => {
  const newest = corrections.at(-1);
  const theta = newest ? dot(newest.change, newest.change) / dot(newest.step, newest.change) : 1;
  const columns = [...corrections.map(({ change }) => change), ...corrections.map(({ step }) => scaled(step, theta))];
  const middle = middleOf(corrections, theta);
  if (!middle) return undefined;
  const model: Model = {
    theta,
    columns,
    row: (i) => Float64Array.from(columns, (column) => column[i]!),
    middle: (v) => Float64Array.from(middle, (row) => dot(row, v)),
  };
  const cauchy = cauchyPoint(x, gradient, model, bounds);
  const target = subspaceMinimum(x, gradient, model, cauchy, bounds);
  return target && plus(target, -1, x);
};

interface Model {
  readonly theta: number;
  /** Of W = [Y θS]. */
  readonly columns: readonly Vector[];
  readonly row: (i: number) => Vector;
  /** M v */
  readonly middle: (v: Vector) => Vector;
}

/** M, the inverse of [−D Lᵀ; L θSᵀS] with D the diagonal and L the part below it of SᵀY. */
const middleOf = (corrections: readonly Correction[], theta: number): readonly Vector[] | undefined => {
  const m = corrections.length;
  const matrix = new Float64Array(4 * m * m);
  const set = (i: number, j: number, value: number): void => {
    matrix[i * 2 * m + j] = value;
  };
  corrections.forEach((a, i) => {
    set(i, i, -dot(a.step, a.change));
    corrections.forEach((b, j) => {
      set(m + i, m + j, theta * dot(a.step, b.step));
      if (i > j) {
        set(m + i, j, dot(a.step, b.change));
        set(j, m + i, dot(a.step, b.change));
      }
    });
  });
  const rows = Array.from({ length: 2 * m }, (_, k) =>
    solveSquare(
      matrix,
      Float64Array.from({ length: 2 * m }, (_, i) => (i === k ? 1 : 0)),
    ),
  );
  return rows.every((each) => each !== undefined) ? rows : undefined;
};

interface Cauchy {
  readonly point: Vector;
  readonly free: readonly number[];
  /** Wᵀ (point − x) */
  readonly along: Vector;
}

/** Their algorithm CP. */
const cauchyPoint = (x: Vector, gradient: Vector, { theta, columns, row, middle }: Model, bounds: Bounds): Cauchy => {
  const { low, high } = bounds;
  const until = gradient.map((each, i) =>
    each < 0 ? (x[i]! - high[i]!) / each : each > 0 ? (x[i]! - low[i]!) / each : Infinity,
  );
  const direction = gradient.map((each, i) => (until[i]! > 0 ? -each : 0));
  const order = Array.from(until.keys())
    .filter((i) => until[i]! > 0 && until[i]! < Infinity)
    .sort((a, b) => until[a]! - until[b]!);
  const point = Float64Array.from(x);
  const held = new Set(Array.from(until.keys()).filter((i) => until[i]! <= 0));
  let projection: Vector = Float64Array.from(columns, (column) => dot(column, direction));
  let along: Vector = new Float64Array(columns.length);
  let slope = -dot(direction, direction);
  let bend = -theta * slope - dot(projection, middle(projection));
  let passed = 0;
  for (const b of order) {
    const stretch = until[b]! - passed;
    if (-slope / bend < stretch) break;
    point[b] = gradient[b]! > 0 ? low[b]! : high[b]!;
    held.add(b);
    along = plus(along, stretch, projection);
    const g = gradient[b]!;
    const w = row(b);
    const image = middle(w);
    slope += stretch * bend + g * g + theta * g * (point[b]! - x[b]!) - g * dot(image, along);
    bend -= theta * g * g + 2 * g * dot(image, projection) + g * g * dot(image, w);
    projection = plus(projection, g, w);
    direction[b] = 0;
    passed = until[b]!;
    if (!(slope < 0)) break;
  }
  const rest = slope < 0 && bend > 0 ? -slope / bend : 0;
  const free = Array.from(x.keys()).filter((i) => !held.has(i));
  for (const i of free) point[i] = x[i]! + (passed + rest) * direction[i]!;
  return { point: within(point, bounds), free, along: plus(along, rest, projection) };
};

/** Their direct primal method, its end projected into the box where that still descends. */
const subspaceMinimum = (
  x: Vector,
  gradient: Vector,
  { theta, columns, row, middle }: Model,
  { point, free, along }: Cauchy,
  bounds: Bounds,
): Vector | undefined => {
  if (free.length === 0) return point;
  const pulled = middle(along);
  const rows = free.map(row);
  const left = Float64Array.from(free, (i, at) => gradient[i]! + theta * (point[i]! - x[i]!) - dot(rows[at]!, pulled));
  const k = columns.length;
  let correction = scaled(left, -1 / theta);
  if (k > 0) {
    const across = new Float64Array(k);
    const square = new Float64Array(k * k);
    rows.forEach((each, at) => {
      for (let a = 0; a < k; a++) {
        across[a]! += each[a]! * left[at]!;
        for (let b = 0; b < k; b++) square[a * k + b]! += (each[a]! * each[b]!) / theta;
      }
    });
    const system = new Float64Array(k * k);
    for (let b = 0; b < k; b++) {
      const column = middle(Float64Array.from({ length: k }, (_, a) => square[a * k + b]!));
      column.forEach((each, a) => {
        system[a * k + b] = (a === b ? 1 : 0) - each;
      });
    }
    const inner = solveSquare(system, middle(across));
    if (!inner) return undefined;
    correction = correction.map((each, at) => each - dot(rows[at]!, inner) / theta ** 2);
  }
  const moved = (share: number): Vector => {
    const target = Float64Array.from(point);
    free.forEach((i, at) => {
      target[i] = point[i]! + share * correction[at]!;
    });
    return within(target, bounds);
  };
  const whole = moved(1);
  if (dot(plus(whole, -1, x), gradient) < 0) return whole;
  const share = free.reduce((most, i, at) => {
    const step = correction[at]!;
    const room = (step > 0 ? bounds.high[i]! : bounds.low[i]!) - point[i]!;
    return step === 0 ? most : Math.min(most, room / step);
  }, 1);
  return moved(share);
};
