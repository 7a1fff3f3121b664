import { flag } from "@kaviar/base/check";
import { applyOne } from "../core/primitive.ts";
import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { optionsOf } from "../errors/options.ts";
import { namedOperands } from "../primitives/convolution/check.ts";
import { spatialOf } from "../primitives/convolution/params.ts";
import { averagePoolPrimitive } from "../primitives/pooling/average-pool.ts";
import { maxPoolPrimitive } from "../primitives/pooling/max-pool.ts";
import type { PoolParams } from "../primitives/pooling/params.ts";
import type { FloatDType } from "../values/dtype.ts";
import { type PerAxis, paddingOf, perAxis, placesOf, type WindowOptions, windowLaws } from "./windows.ts";

/** The stride is the size of a window unless said: windows side by side. */
export type PoolOptions = WindowOptions;

export interface MaxPoolOptions extends PoolOptions {
  /**
   * Lets NaN win, as in every other reduction (true). Without it a trained network predicts up to a fifth faster: the
   * runtime then fuses pooling with the convolutions around it. What comes of NaN, or of a window
   * of −∞, is not said.
   */
  readonly keepNaN?: boolean;
}

export interface AveragePoolOptions extends PoolOptions {
  /** Counts padding as zeros, as PyTorch does; otherwise only the elements that are there are averaged. */
  readonly countPadding?: boolean;
}

const maxPoolTable = { ...windowLaws, keepNaN: flag.default(true) };
const averagePoolTable = { ...windowLaws, countPadding: flag.default(false) };

const poolParams = (
  name: string,
  axes: number,
  x: AnyTensor,
  size: PerAxis,
  { stride, padding = "valid" }: PoolOptions,
): PoolParams => {
  if (x.rank !== axes + 2) {
    const places = placesOf(axes);
    throw new TensorError("rank", `${name} needs an input [images, channels, ${places}]: got ${x.rank} axes.`, {
      operands: namedOperands(x),
      remedy: "Put in the axis that is missing: x.expandDims(0) for one image, x.expandDims(1) for one channel.",
    });
  }
  const kernel = perAxis(name, "size", size, axes, 1);
  const strides = perAxis(name, "stride", stride ?? kernel, axes, 1);
  const window = paddingOf(name, padding, spatialOf(x), kernel, strides);
  const wide = kernel.findIndex((length, i) => window.low[i]! >= length || window.high[i]! >= length);
  if (wide >= 0) {
    throw new TensorError(
      "shape",
      `${name} needs padding smaller than its windows: got ${Math.max(window.low[wide]!, window.high[wide]!)} for windows of ${kernel[wide]}.`,
      {
        operands: namedOperands(x),
        remedy: "A window of nothing but padding has no value: pad less, or pool larger windows.",
      },
    );
  }
  return { kernel, ...window };
};

const maxPool = (axes: 1 | 2 | 3) => {
  const name = `maxPool${axes}d`;
  const read = optionsOf<MaxPoolOptions>()(name, maxPoolTable);
  return <D extends FloatDType>(x: Tensor<D>, size: PerAxis, given?: MaxPoolOptions): Tensor<D> => {
    const { keepNaN, ...window } = read(given);
    return applyOne(maxPoolPrimitive, [x], { ...poolParams(name, axes, x, size, window), keepNaN }) as Tensor<D>;
  };
};

const averagePool = (axes: 1 | 2 | 3) => {
  const name = `averagePool${axes}d`;
  const read = optionsOf<AveragePoolOptions>()(name, averagePoolTable);
  return <D extends FloatDType>(x: Tensor<D>, size: PerAxis, given?: AveragePoolOptions): Tensor<D> => {
    const { countPadding, ...window } = read(given);
    return applyOne(averagePoolPrimitive, [x], {
      ...poolParams(name, axes, x, size, window),
      countPadding,
    }) as Tensor<D>;
  };
};

/** The largest of each window of sequences [N, C, length]; see `maxPool2d`. */
export const maxPool1d = maxPool(1);
/**
 * The largest element of each window of images [N, C, H, W].
 *
 * ```ts
 * maxPool2d(x, 2)                                        // half as high and wide
 * maxPool2d(x, 3, { stride: 2, padding: "same" })
 * ```
 * Padding never wins, NaN always does. Of equal elements the first, in row-major order, gets the derivative.
 */
export const maxPool2d = maxPool(2);
/** The largest of each window of volumes [N, C, D, H, W]; see `maxPool2d`. */
export const maxPool3d = maxPool(3);
/** The mean of each window of sequences [N, C, length]; see `averagePool2d`. */
export const averagePool1d = averagePool(1);
/** The mean of each window of images [N, C, H, W]; padding is not counted unless `countPadding` is set. */
export const averagePool2d = averagePool(2);
/** The mean of each window of volumes [N, C, D, H, W]; see `averagePool2d`. */
export const averagePool3d = averagePool(3);
