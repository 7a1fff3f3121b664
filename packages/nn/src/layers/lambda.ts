import { type Shape, type Tensor, zeros } from "@kaviar/tensor";
import type { Activation } from "../activations/activation.ts";
import { ModelError } from "../error.ts";
import type { AnyLayer, Layer, LayerLike } from "./layer.ts";

/**
 * Any function of a batch as a layer without parameters.
 *
 * ```ts
 * sequential(lambda((x) => x.mul(2).sub(1)), dense(8))      // or the function itself: sequential((x) => x.mul(2), …)
 * ```
 * A file does not hold the function: to load the model again, give its layers to `load`.
 */
export const lambda = (f: (x: Tensor) => Tensor): Layer => ({
  kind: (f as Partial<Activation>).about ? f.name : f.name || "lambda",
  init: (_, inputShape) => ({ params: {}, state: {}, outputShape: outputShapeOf(f, inputShape) }),
  apply: (_, state, x) => ({ y: f(x), state }),
});

/** Traces the function for two examples: nothing is computed. */
const outputShapeOf = (f: (x: Tensor) => Tensor, inputShape: Shape): Shape => {
  const y = f(zeros([2, ...inputShape]));
  if (y.shape[0] === 2) return y.shape.slice(1);
  throw new ModelError(
    "layer",
    `A layer keeps the batch as the first axis: ${f.name || "a function"} made [${y.shape.join(", ")}] of two examples [2, ${inputShape.join(", ")}].`,
    { remedy: "Reduce over the axes from 1 on: x.mean([1, 2])." },
  );
};

const wrapped = new WeakMap<object, Layer>();

/** A plain function among layers is a `lambda`. */
export const asLayer = (like: LayerLike): AnyLayer => {
  if (typeof like !== "function") return like;
  const layer = wrapped.get(like) ?? lambda(like);
  wrapped.set(like, layer);
  return layer;
};
