import type { Activation } from "../../../activations/contract/activation.ts";
import { functionOf } from "../../../layers/contract/function-layer.ts";
import { hasRole, type LayerRole } from "../../kinds/layers.ts";
import { short } from "../../rules/contract/wording.ts";
import { createMistake } from "../mistake.ts";

/** What may stand between a layer and its activation. */
const between = ["dropout", "largest", "passing"] as const satisfies readonly LayerRole[];

/** Deviations that keep the size of a signal: √(2/n) for the ReLU family, √(1/n) for SELU, √(2/(n + m)) or √(1/n) else. */
const fitting = (family: NonNullable<Activation["initializer"]>, inputs: number, outputs: number): readonly number[] =>
  ({
    he: [Math.sqrt(2 / inputs)],
    lecun: [Math.sqrt(1 / inputs)],
    glorot: [Math.sqrt(2 / (inputs + outputs)), Math.sqrt(1 / inputs)],
  })[family];

export const initializerActivationMismatch = createMistake({
  about: {
    name: "The initializer does not fit the activation",
    formula: "Var w = 2/n for ReLU (He), 1/n for SELU (LeCun), 2/(n + m) for tanh and sigmoid (Glorot)",
    use: "weights begin too small or too large for the activation behind them: the signal shrinks or grows from layer to layer",
    pitfall: "in one or two layers it does little; LeCun is for SELU and tanh, He for leaky ReLU too",
    reference: "He et al. 2015; Klambauer et al. 2017",
  },
  thresholds: { times: 1.3 },
  remedies: ["fitting-initializer"],
  look: ({ chains, weights }, { times }) => {
    for (const chain of chains)
      for (const [i, { path, layer }] of chain.entries()) {
        const spread = weights.get(`${path}/weight`);
        const next = chain.slice(i + 1).find(({ layer: { kind } }) => !hasRole(kind, ...between));
        const family = next && (functionOf(next.layer) as Partial<Activation> | undefined)?.initializer;
        // A batch norm makes the size of weights no matter; few weights have any deviation.
        if (!hasRole(layer.kind, "mixing") || !spread || spread.size < 100 || !family || spread.deviation === 0)
          continue;
        const inputs = spread.size / spread.outputs;
        const right = fitting(family, inputs, spread.outputs);
        const tooFar = spread.deviation / Math.max(...right) > times || Math.min(...right) / spread.deviation > times;
        if (tooFar)
          return {
            layer: path,
            evidence: `The weights of ${path} begin with a deviation of ${short(spread.deviation)}; before ${next!.layer.kind} ${short(right[0]!)} keeps the size of the signal.`,
          };
      }
    return undefined;
  },
});
