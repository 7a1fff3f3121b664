import type { Key, Shape, Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import type { Json, Layer } from "../../layers/contract/layer.ts";
import { numbersOf } from "../../parameters/numbers.ts";

/** Examples as other examples of the same shape, drawn by a key; a draw of its own for each. */
export type Augmentation = (key: Key, x: Tensor) => Tensor;

interface Definition<N extends Readonly<Record<string, number>>> {
  readonly kind: string;
  /** Ranges and shares, by name: kept in the layer's state, so that others compile nothing again. */
  readonly numbers: N;
  /** What the layer is made from, where that is more than its numbers. */
  readonly options?: { readonly [name: string]: Json };
  readonly accepts?: (inputShape: Shape) => void;
  readonly draw: (key: Key, x: Tensor, numbers: { readonly [K in keyof N]: Tensor }) => Tensor;
}

/** A layer that acts in training only: at prediction it passes its input on, and an exported graph has no trace of it. */
export const createAugmentation = <N extends Readonly<Record<string, number>>>({
  kind,
  numbers,
  options = numbers,
  accepts,
  draw,
}: Definition<N>): Layer => ({
  kind,
  options,
  init: (_, inputShape) => {
    accepts?.(inputShape);
    return { params: {}, state: numbersOf(numbers), outputShape: inputShape };
  },
  apply: (_, state, x, context) => ({
    y: context.training ? draw(context.key, x, state as { readonly [K in keyof N]: Tensor }) : x,
    state,
  }),
});

/** Refuses what is no image. */
export const images =
  (kind: string) =>
  (inputShape: Shape): void => {
    if (inputShape.length === 3) return;
    throw new ModelError("shape", `${kind} needs images [N, C, H, W]: got [${["N", ...inputShape].join(", ")}].`, {
      remedy: "Put it at the top of the model, before flatten; grey images are [N, 1, H, W].",
    });
  };
