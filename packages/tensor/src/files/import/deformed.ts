import type { AnyTensor } from "../../core/tensor.ts";
import { concat } from "../../operations/shaping.ts";
import { constant } from "../../primitives/constant.ts";
import { range } from "../../values/shape.ts";
import { acrossChannels } from "./broadcast.ts";
import type { Translation } from "./call.ts";
import { sampled } from "./sampling.ts";
import { windowsOf } from "./windows.ts";

/** A convolution whose kernel takes its elements at places that are computed. (Dai et al. 2017, Zhu et al. 2018) */
export const deformed: Translation = (call) => {
  const [x, w, offset, bias, mask] = [call.input(0), call.input(1), call.input(2), call.optional(3), call.optional(4)];
  // That of the weights, which have it themselves.
  call.ignore("kernel_shape");
  if (x.rank !== 4) throw call.refuse(`it has ${x.rank - 2} spatial axes, and 2 are known`);
  const kernel = w.shape.slice(2) as [number, number];
  const { stride, dilation, padding } = windowsOf(call, kernel, x.shape.slice(2));
  const [groups, shifts] = [call.integer("group", 1), call.integer("offset_group", 1)];
  const [images, channels] = x.shape as [number, number];
  const taps = kernel[0] * kernel[1];
  const out = offset.shape.slice(2) as [number, number];
  // Where an element of the kernel would be without an offset, along an axis: [taps, H, W].
  const regular = (axis: 0 | 1): AnyTensor => {
    const places = range(taps).flatMap((tap) => {
      const k = axis === 0 ? Math.floor(tap / kernel[1]) : tap % kernel[1];
      const start = k * dilation[axis]! - padding[axis]![0];
      return range(out[0]).flatMap((i) => range(out[1]).map((j) => start + [i, j][axis]! * stride[axis]!));
    });
    return constant(places, [taps, ...out], x.dtype);
  };
  const moves = offset.reshape([images, shifts, taps, 2, ...out]);
  const weights = mask?.reshape([images, shifts, 1, taps, ...out]);
  const parts = x.split(shifts, 1).map((part, group) => {
    const places = ([0, 1] as const).map((axis) => regular(axis).add(moves.slice(null, group, null, axis)));
    const found = sampled(part, places, { mode: "linear", padding: "zeros", corners: true });
    return weights ? found.mul(weights.slice(null, group)) : found;
  });
  const columns = concat(parts, 1).reshape([images, groups, (channels / groups) * taps, out[0] * out[1]]);
  const rows = w.reshape([groups, w.shape[0]! / groups, -1]);
  const y = rows.matmul(columns).reshape([images, w.shape[0]!, ...out]);
  return bias ? y.add(acrossChannels(bias, y)) : y;
};
