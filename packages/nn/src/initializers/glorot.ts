import { type Key, type Shape, uniform } from "@kaviar/tensor";
import { withCard } from "../cards/with-card.ts";
import type { Fans, Initializer } from "./initializer.ts";

/** U(−√(6/(n_in + n_out)), √(6/(n_in + n_out))). */
export const glorotUniform = (): Initializer =>
  withCard(
    (key: Key, shape: Shape, fans: Fans) => {
      const limit = Math.sqrt(6 / (fans.in + fans.out));
      return uniform(key, shape, { low: -limit, high: limit });
    },
    {
      about: {
        name: "Glorot uniform",
        formula: "w ~ U(−√(6/(n_in + n_out)), √(6/(n_in + n_out)))",
        use: "layers followed by tanh, sigmoid, softmax or nothing",
        pitfall: "too small before ReLU: the signal shrinks layer by layer",
        reference: "Glorot & Bengio 2010",
        seeAlso: ["heNormal", "lecunNormal"],
      },
    },
  );
