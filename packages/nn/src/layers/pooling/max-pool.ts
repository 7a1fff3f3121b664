import { withCard } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { maxPool1d, maxPool2d, maxPool3d, type PerAxis } from "@kaviar/tensor";
import { argument, options } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { perAxis } from "../contract/per-axis.ts";
import { written } from "../contract/written.ts";
import { createPool, poolOptions } from "./contract/create-pool.ts";

const checkSize = argument("maxPool", "size", perAxis());
const read = options("maxPool", poolOptions);

export type PoolOptions = OptionsOf<typeof read>;

/**
 * The largest of each window, of images [N, C, H, W], volumes [N, C, D, H, W] or along sequences [N, T, F].
 *
 * ```ts
 * sequential(conv2d(16, 3), relu, maxPool(2))               // half as high and wide
 * ```
 * Padding is "same" unless said: 7 become 4. PyTorch's and Keras's default is `padding: "valid"`, where 7 become 3
 * ([why](../../../../../docs/decisions/pools-pad-same.md)).
 */
export const maxPool = withCard(
  (size: PerAxis, given: PoolOptions = {}): Layer => {
    checkSize(size);
    const { stride = size, padding } = read(given);
    return createPool(
      {
        kind: "maxPool",
        sequences: maxPool1d,
        images: maxPool2d,
        volumes: maxPool3d,
        masked: (x, there, ...window) => {
          const y = there.greater(0).where(x, Number.NEGATIVE_INFINITY);
          return maxPool1d(there, ...window)
            .greater(0)
            .where(maxPool1d(y, ...window), 0);
        },
      },
      size,
      { stride, padding },
      written({ size, ...given }),
    );
  },
  {
    about: {
      name: "Max pooling",
      formula: "yᵢ = max of the window at s·i",
      use: "between convolutions: keeps whether a pattern was there, not exactly where",
      pitfall:
        "only the largest of a window gets a gradient; what it throws away (where things are) segmentation needs",
      reference: "Riesenhuber & Poggio 1999",
      seeAlso: ["averagePool", "globalMaxPool", "conv2d"],
    },
  },
);
