import { withCard } from "@kaviar/base/card";
import type { Shape } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { plain } from "../contract/function-layer.ts";
import type { Layer } from "../contract/layer.ts";

/**
 * Each example in another shape, in which one length may be −1.
 *
 * ```ts
 * sequential(reshape([1, 28, 28]), conv2d(8, 3))          // rows of 784 numbers as images
 * ```
 * The order of elements stays: to exchange axes use `permute`.
 */
export const reshape = withCard(
  (shape: Shape): Layer => {
    const known = shape.filter((n) => n !== -1);
    if (shape.length - known.length > 1 || known.some((n) => !Number.isInteger(n) || n < 1)) {
      throw new ModelError(
        "options",
        `reshape needs whole numbers ≥ 1, one of which may be −1: got [${shape.join(", ")}].`,
      );
    }
    const size = known.reduce((product, n) => product * n, 1);
    const layer = plain("reshape", (x) => x.reshape([x.shape[0]!, ...lengthsOf(x.shape.slice(1))]), { shape });
    const lengthsOf = (inputShape: Shape): Shape => {
      const elements = inputShape.reduce((product, n) => product * n, 1);
      if (known.length === shape.length ? elements === size : elements % size === 0)
        return shape.map((n) => (n === -1 ? elements / size : n));
      throw new ModelError(
        "shape",
        `reshape keeps the number of elements: an example [${inputShape.join(", ")}] has ${elements}, [${shape.join(", ")}] has ${size}${known.length === shape.length ? "" : " times something"}.`,
        { remedy: "Leave the batch out of the shape; one length may be −1." },
      );
    };
    return layer;
  },
  {
    about: {
      name: "Reshape",
      formula: "the same elements, in the same order, in another shape",
      use: "rows of pixels as images; one number a step as a sequence [T, 1]",
      pitfall: "it exchanges no axes: [H, W] as [W, H] scrambles a picture, permute turns it",
      reference: "NumPy: reshape",
      seeAlso: ["flatten", "permute"],
    },
  },
);
