import { type Key, normal, type Shape } from "@kaviar/tensor";
import { withCard } from "../cards/with-card.ts";
import type { Fans, Initializer } from "./initializer.ts";

/** N(0, 2 / fan in): keeps the size of a signal that a ReLU halves. */
export const heNormal = (): Initializer =>
  withCard((key: Key, shape: Shape, fans: Fans) => normal(key, shape, { std: Math.sqrt(2 / fans.in) }), {
    about: {
      name: "He normal",
      formula: "w ~ N(0, 2/n_in)",
      use: "layers followed by ReLU or one of its family",
      pitfall: "too large before tanh or sigmoid, which then saturate",
      reference: "He et al. 2015",
    },
  });
