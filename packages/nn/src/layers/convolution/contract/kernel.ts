import type { PerAxis, Shape } from "@kaviar/tensor";

/** The lengths of a kernel along each spatial axis. */
export const kernelOf = (size: PerAxis, axes: 1 | 2 | 3): Shape =>
  typeof size === "number" ? new Array<number>(axes).fill(size) : size;

export const productOf = (numbers: readonly number[]): number => numbers.reduce((product, n) => product * n, 1);
