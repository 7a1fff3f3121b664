import { cholesky, gram, invertLower, timesLower, timesUpper } from "@kaviar/base/numerics";
import { type LogisticRows, sharesOfClass } from "./loss.ts";

/** Coordinates in which the loss is about as steep in every direction: with M ≈ the Hessian, M = LLᵀ. */
export interface Preconditioner {
  /** L⁻ᵀ u: a way in parameters. */
  way(u: Float64Array): Float64Array;
  /** L⁻¹ g: the gradient along these coordinates. */
  slope(gradient: Float64Array): Float64Array;
}

/** So many rows tell enough of the curvature, or this many times the columns. */
const enoughRows = 2000;
const rowsPerColumn = 4;

/** With more columns only the diagonal is looked at. */
const mostColumns = 600;

/**
 * Of the Hessian at some parameters the block of each score: Σ w p (1 − p) x xᵀ + penalty, of a part of the rows at equal
 * distances.
 */
export const preconditionerAt = (
  data: LogisticRows,
  parameters: Float64Array,
  penalty: number,
  fitIntercept: boolean,
): Preconditioner => {
  const { rows, columns, scores } = data;
  const width = columns + 1;
  const every = Math.max(1, Math.floor(rows / Math.max(enoughRows, rowsPerColumn * columns)));
  const sample = sampleOf(data, every);
  const isStart = parameters.every((each) => each === 0);
  const makers: Factor[] = [];
  for (let k = 0; k < scores; k++) {
    // At the start all classes are as likely, and all blocks alike.
    if (isStart && k > 0) {
      makers.push(makers[0]!);
      continue;
    }
    const shares = sharesOfClass(data, parameters, k, every);
    const curvature = shares.map((share, i) => (data.weights?.[i * every] ?? 1) * every * share * (1 - share));
    makers.push(factorOf(sample, curvature, columns, penalty, fitIntercept));
  }
  const blockwise = (turn: (factor: Factor, block: Float64Array) => Float64Array) => (all: Float64Array) => {
    const turned = new Float64Array(all.length);
    for (const [k, factor] of makers.entries())
      turned.set(turn(factor, all.slice(k * width, (k + 1) * width)), k * width);
    return turned;
  };
  return {
    way: blockwise((factor, block) => factor.way(block)),
    slope: blockwise((factor, block) => factor.slope(block)),
  };
};

type Factor = Preconditioner;

const sampleOf = ({ x, rows, columns }: LogisticRows, every: number): Float64Array => {
  if (every === 1) return x;
  const sample = new Float64Array(Math.ceil(rows / every) * columns);
  for (let row = 0, at = 0; row < rows; row += every, at += columns)
    sample.set(x.subarray(row * columns, (row + 1) * columns), at);
  return sample;
};

/** What is added, as a share, lest columns that repeat others are divided by nothing. */
const share = 1e-9;

const factorOf = (
  x: Float64Array,
  curvature: Float64Array,
  columns: number,
  penalty: number,
  fitIntercept: boolean,
): Factor => {
  const total = fitIntercept ? curvature.reduce((a, b) => a + b, 0) : 0;
  const root = total > 0 ? 1 / Math.sqrt(total) : 1;
  const dense = columns <= mostColumns ? denseFactor(x, curvature, columns, penalty) : undefined;
  const inner = dense ?? diagonalFactor(x, curvature, columns, penalty);
  // The columns are centred: the intercept goes by itself.
  const withIntercept = (turn: (block: Float64Array) => Float64Array) => (block: Float64Array) => {
    const turned = new Float64Array(columns + 1);
    turned.set(turn(block.subarray(0, columns)));
    turned[columns] = fitIntercept ? block[columns]! * root : 0;
    return turned;
  };
  return { way: withIntercept(inner.way), slope: withIntercept(inner.slope) };
};

const denseFactor = (
  x: Float64Array,
  curvature: Float64Array,
  columns: number,
  penalty: number,
): Factor | undefined => {
  const matrix = gram(x, curvature.length, columns, curvature);
  let trace = 0;
  for (let j = 0; j < columns; j++) trace += matrix[j * columns + j]!;
  for (let j = 0; j < columns; j++) {
    const own = matrix[j * columns + j]!;
    matrix[j * columns + j] = own * (1 + share) + penalty + (own > 0 ? 0 : trace / columns || 1);
  }
  if (!cholesky(matrix, columns)) return undefined;
  const inverse = invertLower(matrix, columns);
  return {
    way: (u) => timesUpper(inverse, columns, u, new Float64Array(columns)),
    slope: (g) => timesLower(inverse, columns, g, new Float64Array(columns)),
  };
};

const diagonalFactor = (x: Float64Array, curvature: Float64Array, columns: number, penalty: number): Factor => {
  const diagonal = new Float64Array(columns);
  for (let i = 0, at = 0; i < curvature.length; i++)
    for (let j = 0; j < columns; j++, at++) diagonal[j] = diagonal[j]! + curvature[i]! * x[at]! ** 2;
  const roots = diagonal.map((each) => (each + penalty > 0 ? 1 / Math.sqrt(each + penalty) : 1));
  const scaled = (block: Float64Array) => block.map((each, j) => each * roots[j]!);
  return { way: scaled, slope: scaled };
};
