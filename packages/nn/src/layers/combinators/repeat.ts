import { withCard } from "@kaviar/base/card";
import { whole } from "@kaviar/base/check";
import { argument } from "../../options.ts";
import { asLayer } from "../contract/function-layer.ts";
import type { Layer, LayerLike } from "../contract/layer.ts";
import { inARow } from "./sequential.ts";

const checkCount = argument("repeat", "count", whole(1));

/**
 * So many copies of a layer in a row, each with parameters of its own.
 *
 * ```ts
 * repeat(6, residual(layerNorm(), dense(64), gelu))
 * ```
 */
export const repeat = withCard(
  (count: number, layer: LayerLike): Layer => {
    checkCount(count);
    const row = inARow("repeat", new Array<LayerLike>(count).fill(layer));
    return { ...row, options: { count }, children: { [asLayer(layer).kind]: asLayer(layer) } };
  },
  {
    about: {
      name: "Copies in a row",
      formula: "y = fₙ(…f₂(f₁(x))), all f of one kind",
      use: "deep stacks of one block",
      pitfall: "the copies do not share weights: to use a layer again with the same ones, call it twice in define",
      reference: "Vaswani et al. 2017 repeat a block 6 times",
      seeAlso: ["sequential", "residual", "define"],
    },
  },
);
