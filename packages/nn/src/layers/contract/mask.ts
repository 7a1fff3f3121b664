import type { Tensor } from "@kaviar/tensor";

/** Does y still have the steps that the mask [N, T] speaks of? */
export const keepsSteps = (mask: Tensor<"bool">, x: Tensor, y: Tensor): boolean =>
  y.rank >= Math.min(3, x.rank) && y.shape[0] === mask.shape[0] && y.shape[1] === mask.shape[1];

/** 1 where a sequence has something, else 0, as it stands beside x [N, T, …]. */
export const maskBeside = (mask: Tensor<"bool">, x: Tensor): Tensor =>
  mask.cast("float32").reshape([...mask.shape, ...new Array<number>(x.rank - 2).fill(1)]);
