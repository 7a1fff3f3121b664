import { type Card, withCard } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";
import type { Activation } from "../../activations/contract/activation.ts";
import { checkStands } from "../../as-it-stands.ts";
import { type AnyLayer, functions, type Json, type Layer, type LayerLike } from "./layer.ts";
import { outputShapeOf } from "./output-shape.ts";

/** A function of a batch as a layer, named after the function. */
export const functionLayer = (f: (x: Tensor) => Tensor): Layer => {
  const layer = plain(f.name || "lambda", f, (f as Partial<Activation>).options);
  functions.set(layer, f);
  return layer;
};

/** The function that a layer is nothing but. */
export const functionOf = (layer: AnyLayer): ((x: Tensor) => Tensor) | undefined => functions.get(layer);

/** A layer without parameters. */
export const plain = (kind: string, f: (x: Tensor) => Tensor, options?: { readonly [name: string]: Json }): Layer => ({
  kind,
  ...(options ? { options } : {}),
  init: (_, inputShape) => ({ params: {}, state: {}, outputShape: outputShapeOf(kind, f, inputShape) }),
  apply: (_, state, x) => ({ y: f(x), state }),
});

const wrapped = new WeakMap<object, Layer>();

/** A plain function among layers, as the layer that it stands for. */
export const asLayer = (like: LayerLike): AnyLayer => {
  if (typeof like !== "function") return like;
  const layer = wrapped.get(like) ?? functionLayer(like);
  wrapped.set(like, layer);
  return layer;
};

/** A function that stands among layers as it is, under the name that files store: bundlers give functions other names. */
export const namedFunction = (name: string, about: Card, f: (x: Tensor) => Tensor) =>
  Object.defineProperty(
    withCard(
      (x: Tensor): Tensor => {
        checkStands(name, x);
        return f(x);
      },
      { about },
    ),
    "name",
    { value: name },
  );
