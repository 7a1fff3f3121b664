import { asLayer } from "../lambda.ts";
import type { Layer, LayerLike } from "../layer.ts";
import { checkWhole } from "../options.ts";
import { inARow } from "../sequential.ts";

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
