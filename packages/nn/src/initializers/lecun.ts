import { type Key, normal, type Shape } from "@kaviar/tensor";
import { withCard } from "../cards/with-card.ts";
import type { Fans, Initializer } from "./initializer.ts";

/** N(0, 1 / fan in). */
export const lecunNormal = (): Initializer =>
  withCard((key: Key, shape: Shape, fans: Fans) => normal(key, shape, { std: Math.sqrt(1 / fans.in) }), {
    about: {
      name: "LeCun normal",
      formula: "w ~ N(0, 1/n_in)",
      use: "SELU and tanh",
      pitfall: "too small before ReLU: the signal halves layer by layer",
      reference: "LeCun et al. 1998",
    },
  });
