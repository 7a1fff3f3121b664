import type { Tensor } from "@kaviar/tensor";
import { pixelsOf } from "./resample.ts";

/** 1 at pixels from `start` on, `length` of them; both [N, 1]. */
const stretch = (start: Tensor, length: Tensor, pixels: number): Tensor => {
  const from = pixelsOf(pixels).sub(start);
  return from.greaterEqual(0).logicalAnd(from.less(length)).cast("float32");
};

export interface Box {
  readonly top: Tensor;
  readonly left: Tensor;
  readonly height: Tensor;
  readonly width: Tensor;
}

/** [N, 1, H, W]: 1 inside of each example's own box, of whole pixels; parts beyond the border do not count. */
export const boxMask = ({ top, left, height, width }: Box, rows: number, columns: number): Tensor =>
  stretch(top, height, rows)
    .reshape([-1, 1, rows, 1])
    .mul(stretch(left, width, columns).reshape([-1, 1, 1, columns]));
