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

/** Up to so many parameters are looked at together; then those of one score; then each by itself. */
const mostTogether = 400;
const mostOfScore = 600;

/**
 * By the Hessian at some parameters, Σ w pₖ (δₖₗ − pₗ) xxᵀ and the penalty, of a part of the rows at equal distances.
 */
export const preconditionerAt = (
  data: LogisticRows,
  parameters: Float64Array,
  penalty: number,
  fitIntercept: boolean,
): Preconditioner => {
  const { scores } = data;
  const made = factorsAt(sampleOf(data, fitIntercept), data, parameters, penalty);
  if (scores === 1) return made;
  return {
    way: (u) => withoutMean(made.way(u), scores),
    slope: (gradient) => made.slope(withoutMean(gradient, scores)),
  };
};

/** Of several classes only differences count: what all scores have in common is no way to go. */
const withoutMean = (all: Float64Array, scores: number): Float64Array => {
  const width = all.length / scores;
  const means = new Float64Array(width);
  for (let i = 0; i < all.length; i++) means[i % width] = means[i % width]! + all[i]! / scores;
  return all.map((each, i) => each - means[i % width]!);
};

/** Some rows, each with a 1 behind it for the intercept. */
interface Sample {
  readonly x: Float64Array;
  readonly every: number;
  readonly rows: number;
  readonly width: number;
  readonly weights: Float64Array;
}

const sampleOf = ({ x, rows, columns, weights }: LogisticRows, fitIntercept: boolean): Sample => {
  const every = Math.max(1, Math.floor(rows / Math.max(enoughRows, rowsPerColumn * columns)));
  const count = Math.ceil(rows / every);
  const width = columns + 1;
  const sample = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    const at = i * every * columns;
    sample.set(x.subarray(at, at + columns), i * width);
    sample[i * width + columns] = fitIntercept ? 1 : 0;
  }
  const own = Float64Array.from({ length: count }, (_, i) => every * (weights ? weights[i * every]! : 1));
  return { x: sample, every, rows: count, width, weights: own };
};

const factorsAt = (sample: Sample, data: LogisticRows, parameters: Float64Array, penalty: number): Preconditioner => {
  const { scores } = data;
  const { width, weights, every } = sample;
  if (parameters.every((each) => each === 0)) {
    // At the start all classes are as likely: one block is that of all.
    const curvature = weights.map((weight) => weight / (scores === 1 ? 4 : scores));
    const one = factorOf(sample, curvature, penalty);
    return blockwise(new Array<Preconditioner>(scores).fill(one), width);
  }
  const shares = Array.from({ length: scores }, (_, k) => sharesOfClass(data, parameters, k, every));
  const curvature = (k: number, l: number) =>
    weights.map((weight, i) => weight * shares[k]![i]! * ((k === l ? 1 : 0) - shares[l]![i]!));
  const blocks = () =>
    blockwise(
      shares.map((_, k) => factorOf(sample, curvature(k, k), penalty)),
      width,
    );
  return scores * width <= mostTogether ? (jointFactor(sample, scores, curvature, penalty) ?? blocks()) : blocks();
};

const blockwise = (factors: readonly Preconditioner[], width: number): Preconditioner => {
  const each = (turn: (factor: Preconditioner, block: Float64Array) => Float64Array) => (all: Float64Array) => {
    const turned = new Float64Array(all.length);
    for (const [k, factor] of factors.entries())
      turned.set(turn(factor, all.slice(k * width, (k + 1) * width)), k * width);
    return turned;
  };
  return { way: each((factor, u) => factor.way(u)), slope: each((factor, gradient) => factor.slope(gradient)) };
};

const jointFactor = (
  sample: Sample,
  scores: number,
  curvature: (k: number, l: number) => Float64Array,
  penalty: number,
): Preconditioner | undefined => {
  const { x, rows, width } = sample;
  const n = scores * width;
  const matrix = new Float64Array(n * n);
  for (let k = 0; k < scores; k++)
    for (let l = 0; l <= k; l++) {
      const block = gram(x, rows, width, curvature(k, l));
      for (let i = 0; i < width; i++)
        matrix.set(block.subarray(i * width, (i + 1) * width), (k * width + i) * n + l * width);
    }
  return denseFactor(matrix, n, width, penalty);
};

const factorOf = (sample: Sample, curvature: Float64Array, penalty: number): Preconditioner => {
  const { x, rows, width } = sample;
  const dense = width <= mostOfScore ? denseFactor(gram(x, rows, width, curvature), width, width, penalty) : undefined;
  return dense ?? diagonalFactor(sample, curvature, penalty);
};

/** What is added, as a share, lest columns that repeat others are divided by nothing. */
const share = 1e-9;

const denseFactor = (matrix: Float64Array, n: number, width: number, penalty: number): Preconditioner | undefined => {
  let trace = 0;
  for (let j = 0; j < n; j++) trace += matrix[j * n + j]!;
  for (let j = 0; j < n; j++) {
    const own = matrix[j * n + j]!;
    // Intercepts cost nothing; what is 0 everywhere is not divided by 0.
    const cost = j % width === width - 1 ? 0 : penalty;
    matrix[j * n + j] = own * (1 + share) + cost + (own > 0 ? 0 : trace / n || 1);
  }
  if (!cholesky(matrix, n)) return undefined;
  const inverse = invertLower(matrix, n);
  return {
    way: (u) => timesUpper(inverse, n, u, new Float64Array(n)),
    slope: (gradient) => timesLower(inverse, n, gradient, new Float64Array(n)),
  };
};

const diagonalFactor = ({ x, width }: Sample, curvature: Float64Array, penalty: number): Preconditioner => {
  const diagonal = new Float64Array(width);
  for (let i = 0, at = 0; i < curvature.length; i++)
    for (let j = 0; j < width; j++, at++) diagonal[j] = diagonal[j]! + curvature[i]! * x[at]! ** 2;
  const roots = diagonal.map((each, j) => {
    const whole = each + (j === width - 1 ? 0 : penalty);
    return whole > 0 ? 1 / Math.sqrt(whole) : 1;
  });
  const scaled = (block: Float64Array) => block.map((each, j) => each * roots[j]!);
  return { way: scaled, slope: scaled };
};
