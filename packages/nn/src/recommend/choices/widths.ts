import type { Problem } from "../problem.ts";

/** Rows from which a second hidden layer, and a third, find something to do. */
const rowsOfTwo = 500;
const rowsOfThree = 50_000;

export const widths = [8, 16, 32, 64, 128, 256] as const;

/** How many hidden layers rows can fill. */
export const depthOf = ({ rows }: Pick<Problem, "rows">): number => (rows < rowsOfTwo ? 1 : rows < rowsOfThree ? 2 : 3);

/** Each layer half as wide as the one before. */
export const halving = (first: number, depth: number): readonly number[] =>
  Array.from({ length: depth }, (_, i) => Math.max(widths[0], first >> i));

/** Weights of dense layers of these sizes, inputs and outputs included. */
export const weightsOf = (sizes: readonly number[]): number =>
  sizes.slice(1).reduce((sum, size, i) => sum + size * sizes[i]!, 0);

export const sizesOf = ({ x, rows, outputs }: Problem, first: number): readonly number[] => [
  x.shape[0]!,
  ...halving(first, depthOf({ rows })),
  outputs,
];

/** The units of the first hidden layer: as many as rows can fill with a weight each, for more would be learned by heart. */
export const firstWidth = (problem: Problem): number =>
  widths.findLast((width) => weightsOf(sizesOf(problem, width)) <= problem.rows) ?? widths[0];
