import { withCard } from "@kaviar/base/card";
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
export const lambda = withCard((f: (x: Tensor) => Tensor): Layer => functionLayer(f), {
  about: {
    name: "Function as a layer",
    formula: "y = f(x)",
    use: "a step without parameters that no layer here does",
    pitfall: "the function is traced once, so its `if` sees no data: `where` does; and a file does not hold it",
    reference: "Keras 2015",
    seeAlso: ["define", "flatten"],
  },
});
