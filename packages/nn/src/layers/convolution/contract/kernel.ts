import type { PerAxis, Shape } from "@kaviar/tensor";
import { checkPerAxis } from "../../contract/options.ts";

/** The lengths of a kernel along each spatial axis. */
export const kernelOf = (kind: string, size: PerAxis, axes: 1 | 2): Shape => {
  checkPerAxis(kind, "size", size, axes);
  return typeof size === "number" ? new Array<number>(axes).fill(size) : size;
};

export const productOf = (numbers: readonly number[]): number => numbers.reduce((product, n) => product * n, 1);
