import type { AnyTensor } from "../../core/tensor.ts";
import type { Shape } from "../../values/shape.ts";

/** How a window moves over the spatial axes. */
export interface WindowParams {
  readonly strides: readonly number[];
  /** Padding before and after each spatial axis. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface ConvParams extends WindowParams {
  readonly dilations: readonly number[];
  readonly groups: number;
}

/** The operands leave the lengths of the images open. */
export interface ConvTransposeParams extends ConvParams {
  readonly spatial: Shape;
}

/** The operands leave the lengths of the kernel open. */
export interface ConvWeightsParams extends ConvParams {
  readonly kernel: Shape;
}

/** The axes behind the first two. */
export const spatialOf = ({ shape }: AnyTensor): Shape => shape.slice(2);

/** How many elements a kernel spans. */
const reach = (kernel: number, dilation = 1): number => dilation * (kernel - 1) + 1;

/** How many windows fit on each axis, each spanning `spans` elements; 0 or less when not even one does. */
export const countWindows = (
  spatial: Shape,
  spans: readonly number[],
  { strides, low, high }: WindowParams,
): number[] => spatial.map((n, i) => Math.floor((n + low[i]! + high[i]! - spans[i]!) / strides[i]!) + 1);

export const spansOf = (kernel: Shape, dilations: readonly number[]): number[] =>
  kernel.map((k, i) => reach(k, dilations[i]!));
