import { scatter } from "../../operations/indexing.ts";
import { full } from "../../primitives/constant.ts";
import { sizeOf } from "../../values/shape.ts";
import type { Translation } from "./call.ts";
import { windowsOf } from "./windows.ts";

/** Maxima back at the places that they were found at, zeros elsewhere. (Zeiler and Fergus 2014) */
export const maxUnpool: Translation = (call) => {
  const [x, places] = [call.input(0), call.input(1)];
  const kernel = call.neededIntegers("kernel_shape");
  const { stride, padding } = windowsOf(call, kernel, x.shape.slice(2));
  if (call.optional(2))
    throw call.refuse("it is asked for a shape, and then what its places count through is not said");
  const spatial = kernel.map((size, i) => {
    const [low, high] = padding[i]!;
    return (x.shape[i + 2]! - 1) * stride[i]! + size - low - high;
  });
  const shape = [...x.shape.slice(0, 2), ...spatial];
  const empty = full([sizeOf(shape)], 0, x.dtype);
  return scatter(empty, places.reshape([-1]), x.reshape([-1]) as never).reshape(shape);
};
