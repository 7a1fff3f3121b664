import type { Tensor } from "@kaviar/tensor";

/** 1 where a label is positive, else −1: 0/1 labels are signs too. */
export const signsOf = (labels: Tensor): Tensor => labels.greater(0).cast(labels.dtype).mul(2).sub(1);
