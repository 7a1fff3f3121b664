import { namedFunction } from "../contract/function-layer.ts";

/** Each example as one row: [N, C, H, W] becomes [N, C·H·W]. Stands in a model as it is: `sequential(…, flatten, dense(10))`. */
export const flatten = namedFunction(
  "flatten",
  {
    name: "Flatten",
    formula: "[N, C, H, W] → [N, C·H·W]",
    use: "between convolutions and dense layers",
    pitfall:
      "the dense layer behind it has a weight for every pixel of every channel, often most of the net, and fits one size of image only: globalAveragePool has none",
    reference: "LeCun et al. 1998",
    seeAlso: ["globalAveragePool", "reshape"],
  },
  (x) => (x.rank === 2 ? x : x.reshape([x.shape[0]!, -1])),
);
