import { ownerOf } from "../../../parameters/parameters.ts";
import { short } from "../../rules/contract/wording.ts";
import { createMistake } from "../mistake.ts";

export const constantInitialization = createMistake({
  about: {
    name: "Weights that begin alike",
    formula: "w_i = w_j ⇒ ∂ℓ/∂w_i = ∂ℓ/∂w_j",
    use: "all units of a hidden layer begin alike, get the same gradient, and stay alike",
    pitfall: "biases may begin at 0, and so may the last layer, whose units have different targets",
    reference: "Goodfellow et al. 2016, 8.4",
  },
  thresholds: {},
  remedies: ["random-initializer"],
  look: ({ chains, weights }) => {
    const last = chains[0].findLast(({ layer }) => layer.kind === "dense")?.path;
    if (weights.size < 2) return undefined;
    for (const [path, { deviation, rms, size, outputs }] of weights) {
      const owner = ownerOf(path);
      if (deviation <= 1e-6 * rms && owner !== last && outputs > 1)
        return {
          layer: owner,
          evidence: `All ${size} weights of ${owner} begin at the same ${short(rms)}.`,
          isCertain: true,
        };
    }
    return undefined;
  },
});
