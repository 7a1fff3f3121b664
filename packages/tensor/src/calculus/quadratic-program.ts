import { cholesky, solveFactored } from "@kaviar/base/numerics";
import { orthonormal } from "./orthonormal.ts";
import { solveSquare } from "./solve-square.ts";
import { dot, largest, length, plus, scaled, type Vector } from "./vector.ts";

/**
 * min ½ dᵀHd + cᵀd + Σ νᵢ |aᵢd + bᵢ| over the equalities + Σ νᵢ max(0, aᵢd + bᵢ) over the inequalities, low ≤ d ≤ high.
 * With large νᵢ it is a quadratic program; where its constraints contradict each other it still has a solution.
 */
export interface QuadraticProgram {
  /** Positive semidefinite. */
  readonly hessian: Float64Array;
  readonly gradient: Vector;
  /** One for each constraint, the equalities first. */
  readonly rows: readonly Vector[];
  readonly offsets: Vector;
  readonly equal: number;
  readonly low: Vector;
  readonly high: Vector;
  /** ν, one for each constraint. */
  readonly penalties: Vector;
}

export interface QuadraticSolution {
  readonly step: Vector;
  /** One for each constraint; within ±νᵢ, for an inequality from 0 to νᵢ. */
  readonly multipliers: Vector;
  /** Of the bounds: positive where the high one holds a variable, negative where the low one does. */
  readonly bounds: Vector;
  /** Which constraints hold with equality. */
  readonly active: readonly number[];
}

/** A product that is to become 0: what is left of a constraint, and what it costs. */
interface Pairs {
  readonly slack: Vector;
  readonly price: Vector;
}

const rounds = 80;

/**
 * In units in which the box, each row and the objective have a size of about 1: so one tolerance fits all. Thereafter which
 * constraints are active is clear, and with these as equations the solution follows to the last digits.
 */
export const solveQuadratic = (program: QuadraticProgram): QuadraticSolution => {
  const { hessian, gradient, rows, offsets, low, high, penalties } = program;
  const width = Math.max(...low.map((each, i) => high[i]! - each), 1e-300) / 2;
  const sizes = Float64Array.from(rows, (row, i) => width * length(row) || Math.max(1, Math.abs(offsets[i]!)));
  const dearest = rows.length === 0 ? 0 : Math.min(...penalties.map((each, i) => each * sizes[i]!));
  const unit = Math.max(width * largest(gradient), width * width * largest(hessian)) || dearest || 1;
  const { d, multipliers, pairs } = interior({
    ...program,
    hessian: scaled(hessian, (width * width) / unit),
    gradient: scaled(gradient, width / unit),
    rows: rows.map((row, i) => scaled(row, width / sizes[i]!)),
    offsets: offsets.map((each, i) => each / sizes[i]!),
    low: scaled(low, 1 / width),
    high: scaled(high, 1 / width),
    penalties: penalties.map((each, i) => (each * sizes[i]!) / unit),
  });
  return polished(
    program,
    scaled(d, width),
    multipliers.map((each, i) => (each * unit) / sizes[i]!),
    pairs,
  );
};

/**
 * Mehrotra's predictor–corrector method (1992; Nocedal & Wright 2006, 16.6). Each |r| is p + q with r = p − q, and each
 * max(0, r) is t with r = t − s, all of them ≥ 0: so any d is feasible, and only ∇L has to be brought to 0.
 */
const interior = (program: QuadraticProgram) => {
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

/** Hd + c + Aᵀλ */
const slopeAt = ({ hessian, gradient, rows }: QuadraticProgram, d: Vector, multipliers: Vector): Vector => {
  const n = d.length;
  let slope: Vector = gradient.map((each, i) => each + dot(hessian.subarray(i * n, (i + 1) * n), d));
  rows.forEach((row, i) => {
    slope = plus(slope, multipliers[i]!, row);
  });
  return slope;
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

/** The solution from one linear system, with what is active as equations. */
const polished = (
  program: QuadraticProgram,
  d: Vector,
  multipliers: Vector,
  [above, below, fromLow, toHigh]: readonly Pairs[],
): QuadraticSolution => {
  const { hessian, rows, offsets, equal, low, high, penalties } = program;
  const n = d.length;
  const held = d.map((_, i) =>
    fromLow!.price[i]! > fromLow!.slack[i]! ? -1 : toHigh!.price[i]! > toHigh!.slack[i]! ? 1 : 0,
  );
  const isBroken = (i: number) => above!.slack[i]! > above!.price[i]!;
  const isSlack = (i: number) => below!.slack[i]! > below!.price[i]!;
  const active = rows.flatMap((_, i) => (isBroken(i) || isSlack(i) ? [] : [i]));
  const settled = multipliers.map((each, i) => {
    if (isBroken(i)) return penalties[i]!;
    if (isSlack(i)) return i < equal ? -penalties[i]! : 0;
    return i < equal ? each : Math.max(0, each);
  });
  const slope = slopeAt(program, d, multipliers);
  const rough: QuadraticSolution = {
    step: d.map((each, i) => (held[i] === -1 ? low[i]! : held[i] === 1 ? high[i]! : each)),
    multipliers: settled,
    bounds: slope.map((each, i) => (held[i] === 0 ? 0 : -each)),
    active,
  };
  const free = Array.from(d.keys()).filter((i) => held[i] === 0);
  // What depends on others keeps the multiplier that it has.
  const among = active.map((k) => Float64Array.from(free, (i) => rows[k]![i]!));
  const equations = orthonormal(among).kept.map((at) => active[at]!);
  const [f, a] = [free.length, equations.length];
  const size = f + a;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  const fixed = rough.step.map((each, i) => (held[i] === 0 ? 0 : each));
  const inactive = settled.map((each, i) => (equations.includes(i) ? 0 : each));
  const base = slopeAt(program, fixed, inactive);
  // Where nothing else decides, d stays where it is.
  const tie = 1e-10 * Math.max(largest(hessian), 1e-10);
  free.forEach((i, row) => {
    free.forEach((j, column) => {
      matrix[row * size + column] = hessian[i * n + j]!;
    });
    matrix[row * size + row]! += tie;
    equations.forEach((k, column) => {
      matrix[row * size + f + column] = rows[k]![i]!;
      matrix[(f + column) * size + row] = rows[k]![i]!;
    });
    right[row] = tie * d[i]! - base[i]!;
  });
  equations.forEach((k, row) => {
    right[f + row] = -offsets[k]! - dot(rows[k]!, fixed);
  });
  const solution = solveSquare(matrix, right);
  if (!solution) return rough;
  const step = Float64Array.from(fixed);
  free.forEach((i, at) => {
    step[i] = solution[at]!;
  });
  const exact = Float64Array.from(inactive);
  equations.forEach((k, at) => {
    exact[k] = solution[f + at]!;
  });
  const near = 1e-7;
  const reach = near * largest(d);
  const isInside = step.every((each, i) => each >= low[i]! - reach && each <= high[i]! + reach);
  const arePriced = exact.every(
    (each, i) => Math.abs(each) <= penalties[i]! * (1 + near) && (i < equal || each >= -near * penalties[i]!),
  );
  const leeway = 1e-3 * largest(d) + near * Math.max(...low.map((each, i) => high[i]! - each));
  const isClose = step.every((each, i) => Math.abs(each - d[i]!) <= leeway);
  const areKept = rows.every((row, i) => {
    const [before, after] = [dot(row, d) + offsets[i]!, dot(row, step) + offsets[i]!];
    return after <= Math.max(before, 0) + near * leeway * length(row) || isBroken(i) || i < equal;
  });
  if (!isInside || !arePriced || !isClose || !areKept) return rough;
  const end = slopeAt(program, step, exact);
  return {
    step: step.map((each, i) => Math.min(Math.max(each, low[i]!), high[i]!)),
    multipliers: exact.map((each, i) => (i < equal ? each : Math.max(0, each))),
    bounds: end.map((each, i) => (held[i] === 0 ? 0 : -each)),
    active,
  };
};
