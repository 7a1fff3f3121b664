import type { Tensor } from "@kaviar/tensor";

/** Each example as one row: [N, C, H, W] becomes [N, C·H·W]. Stands in a model as it is: `sequential(…, flatten, dense(10))`. */
export const flatten = (x: Tensor): Tensor => (x.rank === 2 ? x : x.reshape([x.shape[0]!, -1]));
