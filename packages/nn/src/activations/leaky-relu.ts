import { finite } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createParametricActivation } from "./contract/create-activation.ts";

/** x where x > 0, else αx; the slope at 0 is α. `leakyRelu.with({ alpha: 0.2 })`. */
export const leakyRelu = createParametricActivation(
  "leakyRelu",
  {
    options: options("leakyRelu", {
      /** The slope below 0. */
      alpha: finite.default(0.01),
    }),
    initializer: "he",
    about: {
      name: "Leaky ReLU",
      formula: "x if x > 0 else αx, α = 0.01",
      range: "(−∞, ∞)",
      use: "in place of ReLU where units die",
      pitfall:
        "its initialization is He's, not LeCun's; frameworks differ in α (Keras 3: 0.3 as a layer, 0.2 as a function)",
      reference: "Maas et al. 2013",
      seeAlso: ["relu", "elu"],
    },
  },
  (x, { alpha }) =>
    x
      .relu()
      .mul(1 - alpha)
      .add(x.mul(alpha)),
);
