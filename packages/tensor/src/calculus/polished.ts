import type { Pairs } from "./interior-point.ts";
import { orthonormal } from "./orthonormal.ts";
import { type QuadraticProgram, type QuadraticSolution, slopeAt } from "./quadratic-program.ts";
import { solveSquare } from "./solve-square.ts";
import { dot, largest, length, type Vector } from "./vector.ts";

/** The solution from one linear system, with what is active as equations. */
export const polished = (
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
