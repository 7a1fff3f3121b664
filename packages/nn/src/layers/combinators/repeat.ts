import { asLayer } from "../contract/function-layer.ts";
import type { Layer, LayerLike } from "../contract/layer.ts";
import { checkWhole } from "../contract/options.ts";
import { inARow } from "./sequential.ts";

/**
 * So many copies of a layer in a row, each with parameters of its own.
 *
 * ```ts
 * repeat(6, residual(layerNorm(), dense(64), gelu))
 * ```
 */
export const repeat = (count: number, layer: LayerLike): Layer => {
  checkWhole("repeat", "copies", count);
  const row = inARow("repeat", new Array<LayerLike>(count).fill(layer));
  return { ...row, options: { count }, children: { [asLayer(layer).kind]: asLayer(layer) } };
};
