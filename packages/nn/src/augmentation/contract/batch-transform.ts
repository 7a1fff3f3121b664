import { law, type OptionsOf, whole } from "@kaviar/base/check";
import type { Key, Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { options } from "../../options.ts";

/** Turns a batch into another one while training: mixup, say. */
export type BatchTransform = (
  key: Key,
  batch: { readonly x: Tensor; readonly y: Tensor },
) => { readonly x: Tensor; readonly y: Tensor };

/** The options of a transform that mixes examples, with the usual alpha. */
export const mixing = (transform: string, alpha: number) =>
  options(transform, {
    /** Both numbers of the Beta distribution that the shares are drawn from. */
    alpha: law<number>("above 0 and at most 1", (x) => typeof x === "number" && x > 0 && x <= 1).default(alpha),
    /** How many classes there are, where targets are class numbers: they become shares of each class. */
    classes: whole(1).optional(),
  });

export type MixingOptions = OptionsOf<ReturnType<typeof mixing>>;

/** Targets that can be mixed: numbers and distributions as they are, class numbers as one-hot. */
export const mixable = (transform: string, y: Tensor, classes: number | undefined): Tensor => {
  if (classes !== undefined) {
    const column = y.rank === 2 && y.shape[1] === 1 ? y.squeeze(1) : y;
    return column.rank === 1 ? column.cast("int32").oneHot(classes) : y;
  }
  if ((y.dtype as string) === "float32") return y;
  throw new ModelError("labels", `${transform} mixes targets: got class numbers (${y.dtype}), which do not mix.`, {
    remedy: `Say how many classes there are, ${transform}({ classes: 10 }), and use a loss for distributions: softmaxCrossEntropy.`,
  });
};

/** [N] as [N, 1, …], to go with any batch. */
export const along = <D extends "float32" | "bool">(shares: Tensor<D>, x: Tensor): Tensor<D> =>
  shares.reshape([-1, ...x.shape.slice(1).map(() => 1)]);

/** λ·a + (1 − λ)·b */
export const mix = (shares: Tensor, a: Tensor, b: Tensor): Tensor => b.add(along(shares, a).mul(a.sub(b)));
