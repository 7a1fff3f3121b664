import { type Tensor, zeros } from "@kaviar/tensor";
import { listParameters, type Parameters } from "../parameters/parameters.ts";

/** x·0 is 0 for every number, and NaN for what is none. */
export const areFinite = (params: Parameters): Tensor<"bool"> =>
  listParameters(params)
    .map(({ tensor }) => tensor.mul(0).sum().cast("float32"))
    .reduce((sum, each) => sum.add(each), zeros([]))
    .equal(0);
