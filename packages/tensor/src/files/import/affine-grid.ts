import type { AnyTensor } from "../../core/tensor.ts";
import { concat } from "../../operations/shaping.ts";
import { iota } from "../../primitives/iota.ts";
import { sizeOf } from "../../values/shape.ts";
import type { Translation } from "./call.ts";

/** The places of a grid after an affine map of each example, θ [N, D, D + 1]. */
export const affineGrid: Translation = (call) => {
  const theta = call.input(0);
  const [n, , ...lengths] = call.needed(1) as [number, number, ...number[]];
  const corners = call.flag("align_corners", false);
  const axes = lengths.map((length, i) => {
    const steps = iota(length, theta.dtype as "float32") as AnyTensor;
    // A single place lies at the first corner.
    const along = corners ? steps.mul(length > 1 ? 2 / (length - 1) : 0) : steps.mul(2 / length).add(1 / length);
    return along
      .sub(1)
      .reshape(lengths.map((_, k) => (k === i ? length : 1)))
      .broadcastTo(lengths)
      .expandDims(-1);
  });
  const ones = axes[0]!.mul(0).add(1);
  const points = concat([...axes.toReversed(), ones], -1).reshape([sizeOf(lengths), lengths.length + 1]);
  return points.matmul(theta.transpose([0, 2, 1])).reshape([n, ...lengths, lengths.length]);
};
