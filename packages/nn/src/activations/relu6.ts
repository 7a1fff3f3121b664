import { createActivation } from "./contract/create-activation.ts";

/** x between 0 and 6. */
export const relu6 = createActivation(
  "relu6",
  {
    initializer: "he",
    about: {
      name: "ReLU6",
      formula: "min(max(x, 0), 6)",
      range: "[0, 6]",
      use: "networks that will be quantized",
      pitfall: "no gradient below 0, nor above 6; at 0 itself the slope is 1, as a clip's",
      reference: "Krizhevsky 2010",
      seeAlso: ["relu", "hardTanh"],
    },
  },
  (x) => x.clip(0, 6),
);
