import { withCard } from "@kaviar/base/card";
import { averagePool1d, averagePool2d, type PerAxis } from "@kaviar/tensor";
import type { Layer } from "../contract/layer.ts";
import { createPool, type PoolOptions } from "./contract/create-pool.ts";

export interface AveragePoolOptions extends PoolOptions {
  /** Counts padding as zeros, as PyTorch does; otherwise only the elements that are there are averaged. */
  readonly countPadding?: boolean;
}

/**
 * The mean of each window, of images [N, C, H, W] or along sequences [N, T, F].
 *
 * ```ts
 * sequential(conv2d(16, 5), tanh, averagePool(2))
 * ```
 */
export const averagePool = withCard(
  (size: PerAxis, options: AveragePoolOptions = {}): Layer => {
    const { countPadding = false, ...rest } = options;
    const pool = createPool(
      {
        kind: "averagePool",
        sequences: (x, size, window) => averagePool1d(x, size, { ...window, countPadding }),
        images: (x, size, window) => averagePool2d(x, size, { ...window, countPadding }),
        masked: (x, there, size, window) => {
          const mean = averagePool1d(x.mul(there), size, { ...window, countPadding });
          const share = averagePool1d(there, size, window);
          return countPadding ? mean : mean.div(share.greater(0).where(share, 1));
        },
      },
      size,
      rest,
    );
    return countPadding ? { ...pool, options: { ...pool.options, countPadding } } : pool;
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
