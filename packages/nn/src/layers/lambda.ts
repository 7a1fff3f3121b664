import type { Tensor } from "@kaviar/tensor";
import type { Activation } from "../activations/activation.ts";
import type { AnyLayer, Json, Layer, LayerLike } from "./layer.ts";
import { keepsSteps } from "./mask.ts";
import { outputShapeOf } from "./output-shape.ts";

/**
 * Any function of a batch as a layer without parameters.
 *
 * ```ts
 * sequential(lambda((x) => x.mul(2).sub(1)), dense(8))      // or the function itself: sequential((x) => x.mul(2), …)
 * ```
 * A file does not hold the function: to load the model again, give its layers to `load`.
 */
export const lambda = (f: (x: Tensor) => Tensor): Layer => {
  const layer = plain(f.name || "lambda", f, (f as Partial<Activation>).options);
  functions.set(layer, f);
  return layer;
};

const functions = new WeakMap<AnyLayer, (x: Tensor) => Tensor>();

/** The function that a layer is nothing but. */
export const functionOf = (layer: AnyLayer): ((x: Tensor) => Tensor) | undefined => functions.get(layer);

/** A layer without parameters. The mask goes on with whatever still has its steps. */
export const plain = (kind: string, f: (x: Tensor) => Tensor, options?: { readonly [name: string]: Json }): Layer => ({
  kind,
  ...(options ? { options } : {}),
  init: (_, inputShape) => ({ params: {}, state: {}, outputShape: outputShapeOf(kind, f, inputShape) }),
  apply: (_, state, x, { mask }) => {
    const y = f(x);
    return { y, state, ...(mask && !keepsSteps(mask, x, y) ? { mask: null } : {}) };
  },
});

const wrapped = new WeakMap<object, Layer>();

/** A plain function among layers is a `lambda`. */
export const asLayer = (like: LayerLike): AnyLayer => {
  if (typeof like !== "function") return like;
  const layer = wrapped.get(like) ?? lambda(like);
  wrapped.set(like, layer);
  return layer;
};
