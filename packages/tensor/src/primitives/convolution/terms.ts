import type { Abstract } from "../../core/tensor.ts";
import { sizeOf, stridesOf } from "../../values/shape.ts";
import { type Values, values } from "../../values/values.ts";
import type { ConvParams } from "./params.ts";

/** Calls `term` with the offsets, in x, w and y, of the factors of each product in the sum. */
export const forEachTerm = (
  x: Values,
  w: Values,
  y: Values,
  { strides, dilations, low, groups }: ConvParams,
  term: (x: number, w: number, y: number) => void,
): void => {
  const [inX, inW, inY] = [x, w, y].map(({ shape }) => stridesOf(shape)) as [number[], number[], number[]];
  const outputs = y.shape[1]! / groups;
  const channels = x.shape[1]! / groups;
  const along = (axis: number, i: number, j: number, k: number): void => {
    if (axis === x.shape.length) {
      term(i, j, k);
      return;
    }
    for (let p = 0; p < y.shape[axis]!; p++) {
      for (let place = 0; place < w.shape[axis]!; place++) {
        const from = strides[axis - 2]! * p + dilations[axis - 2]! * place - low[axis - 2]!;
        if (from < 0 || from >= x.shape[axis]!) continue;
        along(axis + 1, i + from * inX[axis]!, j + place * inW[axis]!, k + p * inY[axis]!);
      }
    }
  };
  for (let n = 0; n < x.shape[0]!; n++) {
    for (let o = 0; o < y.shape[1]!; o++) {
      for (let c = 0; c < channels; c++) {
        const channel = Math.floor(o / outputs) * channels + c;
        along(2, n * inX[0]! + channel * inX[1]!, o * inW[0]! + c * inW[1]!, n * inY[0]! + o * inY[1]!);
      }
    }
  }
};

export const zerosOf = ({ shape, dtype }: Abstract): Values => values(shape, dtype, new Float64Array(sizeOf(shape)));
