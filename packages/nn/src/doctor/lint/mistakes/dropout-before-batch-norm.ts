import { hasRole } from "../../kinds/layers.ts";
import { createMistake } from "../mistake.ts";

export const dropoutBeforeBatchNorm = createMistake({
  about: {
    name: "Dropout before a batch norm",
    formula: "Var(x·m/(1 − p)) = (Var x + p x̄²)/(1 − p) in training, Var x in prediction",
    use: "dropout changes the variance that batch norm remembers, and is off when it is used: predictions are off",
    pitfall: "dropout behind the last batch norm does no such harm",
    reference: "Li et al. 2019, Disharmony between dropout and batch normalization",
  },
  thresholds: {},
  remedies: ["dropout-last"],
  look: ({ chains }) => {
    for (const chain of chains) {
      const at = chain.findIndex(({ layer }) => hasRole(layer.kind, "dropout"));
      const after = at < 0 ? undefined : chain.slice(at).find(({ layer }) => layer.kind === "batchNorm");
      if (after) return { layer: chain[at]!.path, evidence: `${chain[at]!.path} stands before ${after.path}.` };
    }
    return undefined;
  },
});
