import { cholesky, solveLower, solveUpper } from "@kaviar/base/numerics";
import type { LogisticRows, Pair } from "../../kernels/logistic-rows.ts";

/** Coordinates in which the loss is about as steep in every direction: with M ≈ the Hessian, M = LLᵀ. */
export interface Preconditioner {
  /** L⁻ᵀ u: a way in parameters. */
  way(u: Float64Array): Float64Array;
  /** L⁻¹ g: the gradient along these coordinates. */
  slope(gradient: Float64Array): Float64Array;
}

/** Up to so many parameters are looked at together; then those of one score; then each by itself. */
const mostTogether = 400;
const mostOfScore = 600;

/**
 * By the Hessian at some parameters, Σ w pₖ (δₖₗ − pₗ) xxᵀ and the penalty, of about `most` rows.
 */
export const preconditionerAt = (
  rows: LogisticRows,
  parameters: Float64Array,
  penalty: number,
  most: number,
): Preconditioner => {
  const { scores } = rows;
  const made = factorsAt(rows, parameters, penalty, most);
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

const factorsAt = (rows: LogisticRows, parameters: Float64Array, penalty: number, most: number): Preconditioner => {
  const { scores, width } = rows;
  const productsOf = (pairs: readonly Pair[], scale = 1) =>
    rows.products(parameters, pairs, most).map((all) => all.map((each) => scale * each));
  const diagonalsOf = (pairs: readonly Pair[], scale = 1) =>
    rows.squares(parameters, pairs, most).map((all) =>
      diagonalFactor(
        all.map((each) => scale * each),
        penalty,
      ),
    );
  const blocks = (pairs: readonly Pair[], scale = 1): readonly Preconditioner[] =>
    width > mostOfScore
      ? diagonalsOf(pairs, scale)
      : productsOf(pairs, scale).map(
          (products, i) => denseFactor(products, width, width, penalty) ?? diagonalsOf([pairs[i]!], scale)[0]!,
        );
  if (scores > 1 && parameters.every((each) => each === 0)) {
    // At the start all classes are as likely: one block is that of all. Where parameters have no mean, it is w / scores and
    // not w / scores (1 − 1 / scores).
    const [one] = blocks([[0, 0]], scores / (scores - 1));
    return blockwise(new Array<Preconditioner>(scores).fill(one!), width);
  }
  const own = Array.from({ length: scores }, (_, k): Pair => [k, k]);
  if (scores === 1) return blocks(own)[0]!;
  const joint = scores * width <= mostTogether ? jointFactor(productsOf, scores, width, penalty) : undefined;
  return joint ?? blockwise(blocks(own), width);
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

/** Of all scores together: shares sum to 1, so that what a score has with the others says what it has with itself. */
const jointFactor = (
  productsOf: (pairs: readonly Pair[]) => readonly Float64Array[],
  scores: number,
  width: number,
  penalty: number,
): Preconditioner | undefined => {
  const n = scores * width;
  const matrix = new Float64Array(n * n);
  const pairs = Array.from({ length: scores }, (_, k) => Array.from({ length: k }, (_, l): Pair => [k, l])).flat();
  for (const [i, block] of productsOf(pairs).entries()) {
    const [k, l] = pairs[i]!;
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++) {
        const value = block[a * width + b]!;
        const [one, other] = [k * width + a, l * width + a];
        matrix[one * n + l * width + b] = -value;
        matrix[one * n + k * width + b] = matrix[one * n + k * width + b]! + value;
        matrix[other * n + l * width + b] = matrix[other * n + l * width + b]! + value;
      }
  }
  return denseFactor(matrix, n, width, penalty);
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
  return { way: (u) => solveUpper(matrix, n, u), slope: (gradient) => solveLower(matrix, n, gradient) };
};

const diagonalFactor = (squares: Float64Array, penalty: number): Preconditioner => {
  const roots = squares.map((each, j) => {
    const whole = each + (j === squares.length - 1 ? 0 : penalty);
    return whole > 0 ? 1 / Math.sqrt(whole) : 1;
  });
  const scaled = (block: Float64Array) => block.map((each, j) => each * roots[j]!);
  return { way: scaled, slope: scaled };
};
