import type { Tensor } from "@kaviar/tensor";
import { functionLayer } from "../contract/function-layer.ts";
import type { Layer } from "../contract/layer.ts";

/**
 * Any function of a batch as a layer without parameters.
 *
 * ```ts
 * sequential(lambda((x) => x.mul(2).sub(1)), dense(8))      // or the function itself: sequential((x) => x.mul(2), …)
 * ```
 * A file does not hold the function: to load the model again, give its layers to `load`.
 */
export const lambda = (f: (x: Tensor) => Tensor): Layer => functionLayer(f);
