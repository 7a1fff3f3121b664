import type { Tensor } from "@kaviar/tensor";

/** One column of predictions against plain targets: [N, 1] and [N] are the same numbers. */
export const alignTarget = (prediction: Tensor, target: Tensor): Tensor =>
  target.rank === prediction.rank - 1 && prediction.shape.at(-1) === 1 ? target.expandDims(-1) : target;
