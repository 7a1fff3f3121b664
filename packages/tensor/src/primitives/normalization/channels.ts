import { applyOne } from "../../core/primitive.ts";
import { type AnyTensor, nodeOf } from "../../core/tensor.ts";
import { TensorError } from "../../errors/error.ts";
import { isFloat } from "../../values/dtype.ts";
import { range, showShape, sizeOf } from "../../values/shape.ts";
import { uniformValue } from "../constant.ts";
import { describeOperands } from "../elementwise.ts";
import { type MaxPoolParams, maxPoolPrimitive } from "../pooling/max-pool.ts";

/** One number for each channel, [C], as it stands beside [N, C, …]. */
export const alongChannels = (numbers: AnyTensor, rank: number): AnyTensor =>
  numbers.reshape([-1, ...new Array<number>(rank - 2).fill(1)]);

/** Has each channel of an image only one element? Then rows, [N, C], are what the runtime is fast at. */
export const isFlat = ({ shape }: AnyTensor): boolean => sizeOf(shape.slice(2)) === 1;

/** How many elements each channel has. */
export const elementsPerChannel = ({ shape }: AnyTensor): number => shape[0]! * sizeOf(shape.slice(2));

export const checkChannels = (name: string, x: AnyTensor, numbers: readonly AnyTensor[]): void => {
  if (!isFloat(x.dtype)) {
    throw new TensorError("dtype", `${name} is not defined for ${x.dtype}.`, {
      operands: describeOperands([x]),
      remedy: `Cast first: x.cast("float32").`,
    });
  }
  if (x.rank < 2) {
    throw new TensorError("rank", `${name} needs an input [N, C, …], channels second: got ${showShape(x.shape)}.`, {
      operands: describeOperands([x]),
      remedy: "Put in the axis that is missing with expandDims.",
    });
  }
  const odd = numbers.find((each) => each.rank !== 1 || each.shape[0] !== x.shape[1]);
  if (!odd) return;
  throw new TensorError(
    "shape",
    `${name} needs one number for each of the ${x.shape[1]} channels: got ${showShape(odd.shape)} for ${showShape(x.shape)}.`,
    {
      operands: describeOperands([x, odd]),
      remedy: "The channels are the second axis: x.transpose([0, 3, 1, 2]) turns [N, H, W, C] into [N, C, H, W].",
    },
  );
};

/**
 * Σ d over each channel. A cotangent that comes back through max pooling is 0 except at the largest element of each
 * window, so it is summed before it is spread over the windows; a factor of the channel is multiplied after the sum.
 */
export const channelSum = (d: AnyTensor): AnyTensor => {
  const { spread, scaled } = spreadOrScaled(d);
  if (spread) return channelSum(spread.d);
  return scaled ? channelSum(scaled.x).mul(scaled.factor) : d.sum(others(d));
};

/** Σ d · x over each channel; where d comes back through max pooling of x, only the largest elements of x count. */
export const channelDot = (d: AnyTensor, x: AnyTensor): AnyTensor => {
  const { spread, scaled } = spreadOrScaled(d);
  if (spread?.from === x) return channelDot(spread.d, applyOne(maxPoolPrimitive, [x], spread.params));
  return scaled ? channelDot(scaled.x, x).mul(scaled.factor) : d.mul(x).sum(others(d));
};

/** All axes but the channels'. */
const others = ({ rank }: AnyTensor): number[] => range(rank).filter((axis) => axis !== 1);

const spreadOrScaled = (d: AnyTensor) => {
  const node = nodeOf(d);
  if (node?.primitive.name === "maxUnpool")
    return { spread: { d: node.inputs[0]!, from: node.inputs[1]!, params: node.params as MaxPoolParams } };
  if (node?.primitive.name === "scaleChannels" && uniformValue(node.inputs[2]!) === 0)
    return { scaled: { x: node.inputs[0]!, factor: node.inputs[1]! } };
  return {};
};
