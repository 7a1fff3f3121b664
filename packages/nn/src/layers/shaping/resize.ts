import { withCard } from "@kaviar/base/card";
import { type OptionsOf, oneOf } from "@kaviar/base/check";
import { type PerAxis, type Tensor, tensor } from "@kaviar/tensor";
import { argument, options } from "../../options.ts";
import { plain } from "../contract/function-layer.ts";
import type { Layer } from "../contract/layer.ts";
import { perAxis } from "../contract/per-axis.ts";
import { written } from "../contract/written.ts";
import { spatialAxes } from "./contract/spatial-axes.ts";

const checkSize = argument("resize", "size", perAxis());
const read = options("resize", {
  /** The nearest place, or the two around weighted by how near they are, along each axis. */
  by: oneOf("nearest", "bilinear").default("nearest"),
});

export type ResizeOptions = OptionsOf<typeof read>;

/**
 * Images [N, C, H, W] (volumes, sequences [N, T, F]) in another size. By the nearest pixel, place i takes ⌊i · old / new⌋;
 * "bilinear" is between the centres of pixels, PyTorch's `align_corners=False` and Keras' default.
 *
 * ```ts
 * sequential(resize([32, 32]), conv2d(16, 3))
 * sequential(resize([64, 64], { by: "bilinear" }), conv2d(16, 3))
 * ```
 * By whole factors `upsample` is faster. Nothing is averaged: before making images much smaller use `averagePool`.
 */
export const resize = withCard(
  (size: PerAxis, given: ResizeOptions = {}): Layer => {
    checkSize(size);
    const along = read(given).by === "nearest" ? nearest : bilinear;
    return plain(
      "resize",
      (x) =>
        spatialAxes("resize", x).reduce(
          (y, axis, i) => along(y, axis, typeof size === "number" ? size : (size[i] ?? size[0]!)),
          x,
        ),
      written({ size, ...given }),
    );
  },
  {
    about: {
      name: "Resize",
      formula: "yᵢ = x at ⌊i·old/new⌋, or between the places around (i + ½)·old/new − ½",
      use: "images of another size for a trained net",
      pitfall:
        "nothing is averaged: to make images much smaller put averagePool before it, or fine patterns turn into false ones",
      reference: "PyTorch: interpolate, mode nearest",
      seeAlso: ["upsample", "averagePool", "crop"],
    },
  },
);

const nearest = (x: Tensor, axis: number, length: number): Tensor => {
  const old = x.shape[axis]!;
  const places = Int32Array.from({ length }, (_, i) => Math.floor((i * old) / length));
  return old === length ? x : x.gather(tensor(places), axis);
};

/** Place i is between the two around (i + ½)·old/new − ½: a product with a matrix of shares [old, new]. */
const bilinear = (x: Tensor, axis: number, length: number): Tensor => {
  const old = x.shape[axis]!;
  if (old === length) return x;
  const shares = new Float32Array(old * length);
  for (let i = 0; i < length; i++) {
    const place = Math.min(Math.max(((i + 0.5) * old) / length - 0.5, 0), old - 1);
    const low = Math.min(Math.floor(place), Math.max(0, old - 2));
    shares[low * length + i]! += 1 - (place - low);
    if (old > 1) shares[(low + 1) * length + i]! += place - low;
  }
  const last = x.rank - 1;
  const order = Array.from({ length: x.rank }, (_, i) => (i === axis ? last : i === last ? axis : i));
  return x
    .transpose(order)
    .matmul(tensor(shares, { shape: [old, length] }))
    .transpose(order);
};
