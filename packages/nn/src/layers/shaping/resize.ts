import { withCard } from "@kaviar/base/card";
import { type PerAxis, type Tensor, tensor } from "@kaviar/tensor";
import { argument } from "../../options.ts";
import { plain } from "../contract/function-layer.ts";
import type { Layer } from "../contract/layer.ts";
import { perAxis } from "../contract/per-axis.ts";
import { spatialAxes } from "./contract/spatial-axes.ts";

const checkSize = argument("resize", "size", perAxis());

/**
 * Images [N, C, H, W] (sequences [N, T, F]) in another size, by the nearest pixel: place i takes ⌊i · old / new⌋.
 *
 * ```ts
 * sequential(resize([32, 32]), conv2d(16, 3))
 * ```
 * By whole factors `upsample` is faster. Nothing is averaged: before making images much smaller use `averagePool`.
 */
export const resize = withCard(
  (size: PerAxis): Layer => {
    checkSize(size);
    return plain(
      "resize",
      (x) =>
        spatialAxes("resize", x).reduce(
          (y, axis, i) => nearest(y, axis, typeof size === "number" ? size : (size[i] ?? size[0]!)),
          x,
        ),
      { size },
    );
  },
  {
    about: {
      name: "Resize to the nearest pixel",
      formula: "yᵢ = x at ⌊i·old/new⌋",
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
