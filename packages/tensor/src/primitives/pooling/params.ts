import { applyOne, type Primitive } from "../../core/primitive.ts";
import type { Abstract, AnyTensor } from "../../core/tensor.ts";
import { TensorError } from "../../errors/error.ts";
import { isFloat } from "../../values/dtype.ts";
import type { Shape } from "../../values/shape.ts";
import { generate, read, type Values } from "../../values/values.ts";
import { full } from "../constant.ts";
import { checkWindows, namedOperands } from "../convolution/check.ts";
import { countWindows, spatialOf, type WindowParams } from "../convolution/params.ts";
import type { Windows } from "../windows.ts";

export interface PoolParams extends WindowParams {
  /** The lengths of a window. Padding is shorter, so that no window is all padding. */
  readonly kernel: Shape;
}

export const inferPool = (name: string, x: AnyTensor, params: PoolParams): readonly Abstract[] => {
  const { kernel } = params;
  if (!isFloat(x.dtype)) {
    throw new TensorError("dtype", `${name} is not defined for ${x.dtype}.`, {
      operands: namedOperands(x),
      remedy: `Cast first: x.cast("float32").`,
    });
  }
  if (x.rank !== kernel.length + 2) {
    throw new TensorError("rank", `${name} needs an input [N, C, …] of ${kernel.length + 2} axes: got ${x.rank}.`, {
      operands: namedOperands(x),
      remedy: "Put in the axis that is missing with expandDims: the images, then the channels, come first.",
    });
  }
  checkWindows(name, x, kernel, params, [x]);
  return [{ shape: [...x.shape.slice(0, 2), ...countWindows(spatialOf(x), kernel, params)], dtype: x.dtype }];
};

/** The windows along each spatial axis. */
export const windowsOf = (x: AnyTensor, params: PoolParams): Windows[] => {
  const { kernel, strides, low } = params;
  const counts = countWindows(spatialOf(x), kernel, params);
  return kernel.map((size, i) => ({
    axis: i + 2,
    size,
    stride: strides[i]!,
    dilation: 1,
    low: low[i]!,
    count: counts[i]!,
  }));
};

/** The places of x that the window of a result covers, padding left out, in row-major order. */
export const placesInWindow = (
  shape: Shape,
  { kernel, strides, low }: PoolParams,
  at: readonly number[],
): readonly number[][] => {
  const places: number[][] = [];
  const collect = (axis: number, place: readonly number[]): void => {
    if (axis === shape.length) return void places.push([...place]);
    const start = at[axis]! * strides[axis - 2]! - low[axis - 2]!;
    for (let i = Math.max(0, start); i < Math.min(shape[axis]!, start + kernel[axis - 2]!); i++)
      collect(axis + 1, [...place, i]);
  };
  collect(2, at.slice(0, 2));
  return places;
};

/** Each result from the elements of its window that are not padding. */
export const evaluatePool = (
  x: Values,
  params: PoolParams,
  output: Abstract,
  combine: (elements: number[]) => number,
): Values =>
  generate(output.shape, output.dtype, (at) =>
    combine(placesInWindow(x.shape, params, at).map((place) => read(x, place))),
  );

export const poolAttributes = ({ kernel, strides, low, high }: PoolParams) => ({
  kernel_shape: kernel,
  strides,
  pads: [...low, ...high],
});

/** Examples are images. */
export const poolExamples = <P extends PoolParams>(primitive: Primitive<P>, x: AnyTensor, params: P): AnyTensor => {
  const [size, images, ...rest] = x.shape as [number, number, ...number[]];
  const y = applyOne(primitive, [x.reshape([size * images, ...rest])], params);
  return y.reshape([size, images, ...y.shape.slice(1)]);
};

/** No images or no channels: nothing to pool, but the shape is known. */
export const emptyPool = <P extends PoolParams>(primitive: Primitive<P>, x: AnyTensor, params: P): AnyTensor => {
  const [{ shape, dtype }] = primitive.infer([x], params) as [Abstract];
  return full(shape, 0, dtype);
};
