import { ModelError } from "../error.ts";
import { createActivation } from "./contract/create-activation.ts";

/** a·σ(b) of the two halves of the last axis: [N, 2k] gives [N, k]. */
export const glu = createActivation(
  "glu",
  {
    initializer: "glorot",
    about: {
      name: "GLU",
      formula: "a·σ(b), x = [a, b] in halves of the last axis",
      range: "(−∞, ∞)",
      use: "gated layers: one half says how much of the other passes",
      pitfall: "halves the width: the layer below needs twice the units",
      reference: "Dauphin et al. 2017",
      seeAlso: ["swish", "sigmoid"],
    },
  },
  (x) => {
    const width = x.shape.at(-1) ?? 0;
    if (width === 0 || width % 2 === 1) {
      throw new ModelError("shape", `glu needs an even number of features: got ${width}.`, {
        remedy: "Give the layer before it twice the units that are to come out.",
      });
    }
    const [value, gate] = x.split(2, -1) as [typeof x, typeof x];
    return value.mul(gate.sigmoid());
  },
);
