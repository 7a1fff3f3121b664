import { cholesky, dot, solveFactored } from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import type { InParts, Parts } from "../../contract/in-parts.ts";
import { finiteColumns, numbersOf } from "../../contract/matrix.ts";
import { logisticRows, type Pair } from "../../kernels/logistic-rows.ts";
import { areFinite } from "../../table/are-finite.ts";
import type { LinearState } from "../contract/linear-function.ts";
import { amongClasses, classesOnly, trainingTable } from "../contract/training-rows.ts";
import { unfinished } from "../contract/unfinished.ts";
import type { LogisticSettings } from "./fit-logistic.ts";

/** More parameters than this make systems too large to be solved at once. */
const mostParameters = 2000;

/** Passes over all rows at most: from the optimum of a sample two or three lead to that of all. */
const mostPasses = 25;

/**
 * Logistic regression on rows that come in parts: Newton's method, a pass over all rows a step, from the optimum of the rows
 * that `learned` has seen, where these have the same columns. The penalty goes by squares alone, and is the one of all rows.
 */
export const newtonInParts = (
  owner: string,
  learned: LinearState,
  settings: LogisticSettings,
): InParts<LinearState> | undefined => {
  const { outcome, intercepts, coefficients } = learned;
  if (settings.l1Ratio > 0 || outcome.task !== "classes" || outcome.present.length < 2) return undefined;
  const scores = intercepts.length;
  const width = coefficients.length / scores + 1;
  if (scores * width > mostParameters) return undefined;
  return { fit: (parts, context) => newton(owner, learned, outcome.present, settings, parts, context) };
};

const newton = async (
  owner: string,
  { outcome, coefficients, intercepts }: LinearState,
  present: readonly number[],
  { c, fitIntercept, tol }: LogisticSettings,
  parts: Parts,
  context: FitContext,
): Promise<LinearState> => {
  const scores = intercepts.length;
  const columns = await columnsIn(parts);
  const width = columns + 1;
  let parameters = new Float64Array(scores * width);
  // Where steps before it made other columns of all rows than of the sample, nothing is known of these yet.
  if (coefficients.length === scores * columns)
    for (let k = 0; k < scores; k++) {
      parameters.set(coefficients.subarray(k * columns, (k + 1) * columns), k * width);
      parameters[(k + 1) * width - 1] = intercepts[k]!;
    }
  const at = (point: Float64Array) =>
    pass(owner, point, { present, scores, columns, square: 1 / c, fitIntercept }, parts);
  let here = await at(parameters);
  let isDone = false;
  for (let passes = 1; passes < mostPasses && !isDone; passes++) {
    await context.pause();
    const way = solve(here.hessian, here.gradient);
    const steepness = dot(way, here.gradient);
    // Half of it is what is left to gain.
    isDone = !(steepness > (tol * Math.sqrt(here.total)) ** 2);
    if (isDone) break;
    const from = here;
    for (let length = 1; ; length /= 2) {
      const point = parameters.map((each, i) => each - length * way[i]!);
      here = await at(point);
      passes++;
      if (here.loss > from.loss - 1e-4 * length * steepness + 1e-12 * from.loss && length > 1e-4) continue;
      parameters = point;
      break;
    }
  }
  return {
    outcome,
    coefficients: Float64Array.from({ length: scores * columns }, (_, i) => {
      return parameters[Math.floor(i / columns) * width + (i % columns)]!;
    }),
    intercepts: Float64Array.from({ length: scores }, (_, k) => parameters[(k + 1) * width - 1]!),
    notes: isDone ? [] : [unfinished(owner, mostPasses)],
  };
};

const columnsIn = async (parts: Parts): Promise<number> => {
  for await (const { table } of parts) return table.columns.length;
  return 0;
};

interface Shape {
  readonly present: readonly number[];
  readonly scores: number;
  readonly columns: number;
  readonly square: number;
  readonly fitIntercept: boolean;
}

/** Loss, gradient and Hessian of all rows. */
const pass = async (
  owner: string,
  parameters: Float64Array,
  { present, scores, columns, square, fitIntercept }: Shape,
  parts: Parts,
) => {
  const width = columns + 1;
  const size = scores * width;
  const pairs = Array.from({ length: scores }, (_, k) => k).flatMap((k) =>
    Array.from({ length: scores - k }, (_, l): Pair => [k, k + l]),
  );
  let [loss, total] = [0, 0];
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for await (const part of parts) {
    if (part.table.rows === 0) continue;
    const { learned: own, table } = trainingTable(owner, part);
    const learned = amongClasses(own, present);
    if (learned.task !== "classes") throw classesOnly(owner);
    const given = numbersOf(owner, table).map(({ values }) => values);
    if (!given.every(areFinite)) finiteColumns(owner, table);
    const rows = await logisticRows({
      columns: given,
      shift: new Float64Array(columns),
      codes: learned.codes,
      weights: learned.weights,
      scores,
      fitIntercept,
    });
    try {
      const slope = new Float64Array(size);
      loss += rows.loss(parameters, slope);
      for (let i = 0; i < size; i++) gradient[i] = gradient[i]! + slope[i]!;
      for (const [p, products] of rows.products(parameters, pairs, rows.rows).entries())
        addBlock(hessian, products, pairs[p]!, width, size);
    } finally {
      rows.close();
    }
    total += learned.weights?.reduce((a, b) => a + b, 0) ?? table.rows;
  }
  for (let i = 0; i < size; i++) {
    if (!fitIntercept && i % width === width - 1) keepStill(hessian, gradient, i);
    if (i % width === width - 1) continue;
    loss += 0.5 * square * parameters[i]! ** 2;
    gradient[i] = gradient[i]! + square * parameters[i]!;
    hessian[i * size + i] = hessian[i * size + i]! + square;
  }
  return { loss, gradient, hessian, total };
};

/** A parameter that stays where it is. */
const keepStill = (hessian: Float64Array, gradient: Float64Array, i: number): void => {
  const size = gradient.length;
  gradient[i] = 0;
  for (let j = 0; j < size; j++) hessian[i * size + j] = hessian[j * size + i] = Number(i === j);
};

/** Σ w pₖ (1 − pₖ) xxᵀ for a score with itself, −Σ w pₖ pₗ xxᵀ for two of them. */
const addBlock = (hessian: Float64Array, products: Float64Array, [k, l]: Pair, width: number, size: number): void => {
  const sign = k === l ? 1 : -1;
  for (let i = 0; i < width; i++)
    for (let j = 0; j < width; j++) {
      const value = sign * products[i * width + j]!;
      const [row, column] = [k * width + i, l * width + j];
      hessian[row * size + column] = hessian[row * size + column]! + value;
      if (k !== l) hessian[column * size + row] = hessian[column * size + row]! + value;
    }
};

/** What all scores have in common has no curvature: a little is added until there is a factor. */
const solve = (hessian: Float64Array, gradient: Float64Array): Float64Array => {
  const n = gradient.length;
  let most = 0;
  for (let i = 0; i < n; i++) most = Math.max(most, hessian[i * n + i]!);
  for (let more = 1e-12; ; more *= 100) {
    const factor = hessian.slice();
    for (let i = 0; i < n; i++) factor[i * n + i] = factor[i * n + i]! + more * most;
    if (cholesky(factor, n)) return solveFactored(factor, n, gradient);
  }
};
