import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf } from "@kaviar/base/check";
import { averagePool1d, averagePool2d, averagePool3d, type PerAxis } from "@kaviar/tensor";
import { argument, options } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { perAxis } from "../contract/per-axis.ts";
import { written } from "../contract/written.ts";
import { createPool, poolOptions } from "./contract/create-pool.ts";

const checkSize = argument("averagePool", "size", perAxis());
const read = options("averagePool", {
  ...poolOptions,
  /** Counts padding as zeros, as PyTorch does; otherwise only the elements that are there are averaged. */
  countPadding: flag.default(false),
});

export type AveragePoolOptions = OptionsOf<typeof read>;

/**
 * The mean of each window, of images [N, C, H, W], volumes [N, C, D, H, W] or along sequences [N, T, F].
 *
 * ```ts
 * sequential(conv2d(16, 5), tanh, averagePool(2))
 * ```
 */
export const averagePool = withCard(
  (size: PerAxis, given: AveragePoolOptions = {}): Layer => {
    checkSize(size);
    const { countPadding, stride = size, padding } = read(given);
    return createPool(
      {
        kind: "averagePool",
        sequences: (x, size, window) => averagePool1d(x, size, { ...window, countPadding }),
        images: (x, size, window) => averagePool2d(x, size, { ...window, countPadding }),
        volumes: (x, size, window) => averagePool3d(x, size, { ...window, countPadding }),
        masked: (x, there, size, window) => {
          const mean = averagePool1d(x.mul(there), size, { ...window, countPadding });
          const share = averagePool1d(there, size, window);
          return countPadding ? mean : mean.div(share.greater(0).where(share, 1));
        },
      },
      size,
      { stride, padding },
      written({ size, ...given, countPadding: countPadding || undefined }),
    );
  },
  {
    about: {
      name: "Average pooling",
      formula: "yᵢ = mean of the window at s·i",
      use: "to shrink images and signals smoothly",
      pitfall: "a strong response in one place is watered down: maxPool keeps it",
      reference: "LeCun et al. 1998",
      seeAlso: ["maxPool", "globalAveragePool"],
    },
  },
);
