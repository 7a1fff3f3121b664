import { withCard } from "@kaviar/base/card";
import { finite } from "@kaviar/base/check";
import { argument } from "../../options.ts";
import { plain } from "../contract/function-layer.ts";
import type { Layer } from "../contract/layer.ts";

const checkScale = argument("rescale", "scale", finite);
const checkOffset = argument("rescale", "offset", finite);

/**
 * x · scale + offset, the same for all numbers.
 *
 * ```ts
 * sequential(rescale(1 / 127.5, -1), conv2d(16, 3))       // bytes to [−1, 1]
 * ```
 */
export const rescale = withCard(
  (scale: number, offset = 0): Layer => {
    checkScale(scale);
    checkOffset(offset);
    return plain("rescale", (x) => (offset === 0 ? x.mul(scale) : x.mul(scale).add(offset)), { scale, offset });
  },
  {
    about: {
      name: "Rescaling",
      formula: "y = s·x + o",
      use: "first in a net of images: bytes to [0, 1] or [−1, 1], wherever the file goes",
      pitfall: "rows that were scaled before are scaled twice; columns of different sizes want normalize()",
      reference: "LeCun et al. 1998",
      seeAlso: ["normalize", "channelsFirst"],
    },
  },
);
