import { cholesky, solveFactored } from "@kaviar/base/numerics";
import { type QuadraticProgram, slopeAt } from "./quadratic-program.ts";
import { dot, largest, plus, type Vector } from "./vector.ts";

/** A product that is to become 0: what is left of a constraint, and what it costs. */
export interface Pairs {
  readonly slack: Vector;
  readonly price: Vector;
}

const rounds = 80;

/**
 * Mehrotra's predictor–corrector method (1992; Nocedal & Wright 2006, 16.6). Each |r| is p + q with r = p − q, and each
 * max(0, r) is t with r = t − s, all of them ≥ 0: so any d is feasible, and only ∇L has to be brought to 0.
 */
export const interior = (program: QuadraticProgram) => {
  const { gradient, rows, offsets, equal, low, high, penalties } = program;
  const n = gradient.length;
  const m = rows.length;
  const d = low.map((each, i) => {
    const width = high[i]! - each;
    return Math.min(Math.max(0, each + 0.1 * width), high[i]! - 0.1 * width);
  });
  const start = Math.max(1e-3, largest(offsets));
  const residuals = rows.map((row, i) => dot(row, d) + offsets[i]!);
  const weight = Math.max(1e-3, largest(gradient));
  const multipliers = penalties.map((each, i) => (i < equal ? 0 : Math.min(each / 2, weight)));
  // Of equality i: p and q; of an inequality: t and s.
  const above: Pairs = pairsOf(m, (i) => [Math.max(0, residuals[i]!) + start, penalties[i]! - multipliers[i]!]);
  const below: Pairs = pairsOf(m, (i) => [
    Math.max(0, -residuals[i]!) + start,
    i < equal ? penalties[i]! : multipliers[i]!,
  ]);
  const fromLow: Pairs = pairsOf(n, (i) => [d[i]! - low[i]!, weight]);
  const toHigh: Pairs = pairsOf(n, (i) => [high[i]! - d[i]!, weight]);
  const all = [above, below, fromLow, toHigh];
  const count = 2 * (m + n);
  const size = 1 + largest(gradient);

  for (let round = 0; round < rounds; round++) {
    const slope = slopeAt(program, d, multipliers);
    const dual = slope.map((each, i) => each + toHigh.price[i]! - fromLow.price[i]!);
    const gap = all.reduce((sum, { slack, price }) => sum + dot(slack, price), 0) / count;
    if (!Number.isFinite(gap)) break;
    if (gap <= 1e-14 * size && largest(dual) <= 1e-12 * size) break;

    const stiffness = rows.map((_, i) => above.slack[i]! / above.price[i]! + below.slack[i]! / below.price[i]!);
    const solve = factorized(
      program,
      stiffness,
      (i) => fromLow.price[i]! / fromLow.slack[i]! + toHigh.price[i]! / toHigh.slack[i]!,
    );
    if (!solve) break;
    const direction = (target: (k: number, i: number) => number) => {
      const right = dual.map((each, i) => -each - target(3, i) / toHigh.slack[i]! + target(2, i) / fromLow.slack[i]!);
      const shift = Float64Array.from(rows, (_, i) => target(0, i) / above.price[i]! - target(1, i) / below.price[i]!);
      const { step, multiplier } = solve(right, shift);
      const moves: Pairs[] = [
        pairsOf(m, (i) => [(target(0, i) + above.slack[i]! * multiplier[i]!) / above.price[i]!, -multiplier[i]!]),
        pairsOf(m, (i) => [(target(1, i) - below.slack[i]! * multiplier[i]!) / below.price[i]!, multiplier[i]!]),
        pairsOf(n, (i) => [step[i]!, (target(2, i) - fromLow.price[i]! * step[i]!) / fromLow.slack[i]!]),
        pairsOf(n, (i) => [-step[i]!, (target(3, i) + toHigh.price[i]! * step[i]!) / toHigh.slack[i]!]),
      ];
      return { step, multiplier, moves };
    };
    const product = (k: number, i: number) => all[k]!.slack[i]! * all[k]!.price[i]!;
    const affine = direction((k, i) => -product(k, i));
    const far = longest(all, affine.moves);
    let after = 0;
    all.forEach(({ slack, price }, k) => {
      const move = affine.moves[k]!;
      slack.forEach((each, i) => {
        after += (each + far * move.slack[i]!) * (price[i]! + far * move.price[i]!);
      });
    });
    const centre = (after / count / gap) ** 3 * gap;
    const { step, multiplier, moves } = direction(
      (k, i) => centre - product(k, i) - affine.moves[k]!.slack[i]! * affine.moves[k]!.price[i]!,
    );
    const share = Math.min(1, 0.995 * longest(all, moves));
    step.forEach((each, i) => {
      d[i]! += share * each;
    });
    multiplier.forEach((each, i) => {
      multipliers[i]! += share * each;
    });
    all.forEach(({ slack, price }, k) => {
      slack.forEach((_, i) => {
        slack[i]! += share * moves[k]!.slack[i]!;
        price[i]! += share * moves[k]!.price[i]!;
      });
    });
    if (share < 1e-10) break;
  }
  return { d, multipliers, pairs: all };
};

const pairsOf = (length: number, at: (i: number) => readonly [slack: number, price: number]): Pairs => {
  const [slack, price] = [new Float64Array(length), new Float64Array(length)];
  for (let i = 0; i < length; i++) [slack[i], price[i]] = at(i) as [number, number];
  return { slack, price };
};

/** The longest step of all, up to 1, that keeps everything ≥ 0. */
const longest = (all: readonly Pairs[], moves: readonly Pairs[]): number => {
  let most = 1;
  all.forEach(({ slack, price }, k) => {
    const move = moves[k]!;
    for (let i = 0; i < slack.length; i++) {
      if (move.slack[i]! < 0) most = Math.min(most, -slack[i]! / move.slack[i]!);
      if (move.price[i]! < 0) most = Math.min(most, -price[i]! / move.price[i]!);
    }
  });
  return most;
};

/**
 * Solves (H + diagonal) d + Aᵀλ = right, A d − stiffness λ = shift: the inequalities are eliminated into the matrix, the
 * equalities, whose stiffness goes to 0, by its Schur complement.
 */
const factorized = (
  { hessian, rows, equal }: QuadraticProgram,
  stiffness: readonly number[],
  diagonal: (i: number) => number,
) => {
  const n = Math.sqrt(hessian.length);
  const matrix = Float64Array.from(hessian);
  for (let i = 0; i < n; i++) matrix[i * n + i]! += diagonal(i);
  for (let k = equal; k < rows.length; k++) {
    const row = rows[k]!;
    for (let i = 0; i < n; i++) {
      const factor = row[i]! / stiffness[k]!;
      if (factor !== 0) for (let j = 0; j <= i; j++) matrix[i * n + j]! += factor * row[j]!;
    }
  }
  if (!choleskyOf(matrix, n)) return undefined;
  const images = rows.slice(0, equal).map((row) => solveFactored(matrix, n, row));
  const complement = new Float64Array(equal * equal);
  for (let i = 0; i < equal; i++) {
    for (let j = 0; j <= i; j++) complement[i * equal + j] = dot(rows[i]!, images[j]!);
    complement[i * equal + i]! += stiffness[i]!;
  }
  if (!choleskyOf(complement, equal)) return undefined;
  return (right: Vector, shift: Vector): { step: Vector; multiplier: Vector } => {
    let whole = right;
    for (let k = equal; k < rows.length; k++) whole = plus(whole, shift[k]! / stiffness[k]!, rows[k]!);
    let step = solveFactored(matrix, n, whole);
    const across = Float64Array.from({ length: equal }, (_, i) => dot(rows[i]!, step) - shift[i]!);
    const equalities = solveFactored(complement, equal, across);
    images.forEach((image, i) => {
      step = plus(step, -equalities[i]!, image);
    });
    const multiplier = Float64Array.from(rows, (row, i) =>
      i < equal ? equalities[i]! : (dot(row, step) - shift[i]!) / stiffness[i]!,
    );
    return { step, multiplier };
  };
};

/** Cholesky's factor, in place, of a matrix that rounding may have made singular. */
const choleskyOf = (matrix: Float64Array, n: number): boolean => {
  const before = Float64Array.from(matrix);
  if (cholesky(matrix, n)) return true;
  let most = 0;
  for (let i = 0; i < n; i++) most = Math.max(most, before[i * n + i]!);
  for (let i = 0; i < n; i++) before[i * n + i]! += 1e-14 * most;
  matrix.set(before);
  return cholesky(matrix, n);
};
