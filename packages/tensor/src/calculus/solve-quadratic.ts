import { interior } from "./interior-point.ts";
import { polished } from "./polished.ts";
import type { QuadraticProgram, QuadraticSolution } from "./quadratic-program.ts";
import { largest, length, scaled } from "./vector.ts";

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
