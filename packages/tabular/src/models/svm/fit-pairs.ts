import type { FitContext } from "../../contract/context.ts";
import type { ClassRows, NumberRows } from "../contract/training-rows.ts";
import type { Kernel } from "./kernel.ts";
import { kernelRows } from "./kernel-rows.ts";
import { minimizeDual } from "./minimize-dual.ts";

export interface SvmSettings {
  readonly c: number;
  readonly epsilon: number;
  readonly tol: number;
  readonly maxIter: number;
}

/** For each function, what each training row counts in it, and what is added. */
export interface Duals {
  readonly counts: readonly Float64Array[];
  readonly intercepts: readonly number[];
  readonly isDone: boolean;
}

/** A function for each pair of classes: above 0 for the first of them. */
export const fitPairs = async (
  { rows, columns, values, codes, weights, present }: ClassRows,
  kernel: Kernel,
  { c, tol, maxIter }: SvmSettings,
  context: FitContext,
): Promise<Duals> => {
  const members = present.map((_, own) => Int32Array.from(codes.keys()).filter((row) => codes[row] === own));
  const counts: Float64Array[] = [];
  const intercepts: number[] = [];
  let isDone = true;
  for (let one = 0; one < members.length; one++)
    for (let other = one + 1; other < members.length; other++) {
      const chosen = Int32Array.from([...members[one]!, ...members[other]!]);
      const x = new Float64Array(chosen.length * columns);
      for (const [i, row] of chosen.entries()) x.set(values.subarray(row * columns, (row + 1) * columns), i * columns);
      const signs = Float64Array.from(chosen, (_, i) => (i < members[one]!.length ? 1 : -1));
      const solution = await minimizeDual(
        {
          signs,
          places: chosen.map((_, i) => i),
          linear: new Float64Array(chosen.length).fill(-1),
          bounds: Float64Array.from(chosen, (row) => c * (weights ? weights[row]! : 1)),
          kernel: kernelRows(kernel, x, chosen.length, columns),
        },
        { tol, maxIter },
        context,
      );
      const own = new Float64Array(rows);
      for (const [i, row] of chosen.entries()) own[row] = signs[i]! * solution.alpha[i]!;
      counts.push(own);
      intercepts.push(-solution.shift);
      isDone &&= solution.isDone;
    }
  return { counts, intercepts, isDone };
};

/** One function, whose errors count where they are above epsilon: a variable for each side of each row. */
export const fitTube = async (
  { rows, columns, values, y, weights }: NumberRows,
  kernel: Kernel,
  { c, epsilon, tol, maxIter }: SvmSettings,
  context: FitContext,
): Promise<Duals> => {
  const both = Int32Array.from({ length: 2 * rows }, (_, v) => v % rows);
  const { alpha, shift, isDone } = await minimizeDual(
    {
      signs: Float64Array.from(both, (_, v) => (v < rows ? 1 : -1)),
      places: both,
      linear: Float64Array.from(both, (row, v) => epsilon + (v < rows ? -y[row]! : y[row]!)),
      bounds: Float64Array.from(both, (row) => c * (weights ? weights[row]! : 1)),
      kernel: kernelRows(kernel, values, rows, columns),
    },
    { tol, maxIter },
    context,
  );
  const counts = Float64Array.from({ length: rows }, (_, row) => alpha[row]! - alpha[row + rows]!);
  return { counts: [counts], intercepts: [-shift], isDone };
};
