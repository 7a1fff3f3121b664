import type { RemedyName } from "@kaviar/nn";
import type { Hidden, PlaygroundChoices } from "./choices.ts";

/** What a remedy of the doctor changes in the playground; of some there is nothing to change here. */
const cures: { readonly [Remedy in RemedyName]?: (now: PlaygroundChoices) => Partial<PlaygroundChoices> | undefined } =
  {
    "lower-rate": ({ rate }) => ({ rate: rounded(rate / 10) }),
    "raise-rate": ({ rate }) => ({ rate: rounded(rate * 10) }),
    "warm-up": ({ schedule }) => (schedule === "warmup" ? undefined : { schedule: "warmup" }),
    "decay-rate": ({ schedule }) => (schedule === "cosine" ? undefined : { schedule: "cosine" }),
    momentum: ({ optimizer }) => (optimizer === "adam" ? undefined : { optimizer: "adam", rate: 0.01 }),
    "relu-family": ({ layers }) => ({ layers: layers.map(allWith("relu")) }),
    "leaky-relu": ({ layers }) => ({ layers: layers.map(allWith("leakyRelu")) }),
    "fitting-initializer": ({ initializer }) => (initializer === "fitting" ? undefined : { initializer: "fitting" }),
    "random-initializer": ({ initializer }) => (initializer === "fitting" ? undefined : { initializer: "fitting" }),
    "batch-norm": ({ batchNorm }) => (batchNorm ? undefined : { batchNorm: true }),
    dropout: ({ dropout, layers }) => (dropout > 0 || layers.length === 0 ? undefined : { dropout: 0.3 }),
    "less-dropout": ({ dropout }) => (dropout > 0 ? { dropout: 0 } : undefined),
    penalty: ({ penalty }) => (penalty === "none" ? { penalty: "l2", strength: 0.001 } : undefined),
    "weaker-penalty": ({ penalty, strength }) => (penalty === "none" ? undefined : { strength: strength / 10 }),
    "more-data": ({ rows, data }) => (rows >= 500 || data === "drawn" ? undefined : { rows: Math.min(500, 2 * rows) }),
    "smaller-model": ({ layers }) =>
      layers.length === 0
        ? undefined
        : { layers: layers.map((layer) => ({ ...layer, units: Math.ceil(layer.units / 2) })) },
    "larger-model": ({ layers }) =>
      layers.length === 0
        ? { layers: [{ units: 8, activation: "relu" }] }
        : { layers: layers.map((layer) => ({ ...layer, units: Math.min(12, 2 * layer.units) })) },
    "more-epochs": ({ epochs }) => ({ epochs: 2 * epochs }),
    "larger-batch": ({ batch }) => ({ batch: Math.min(500, 4 * batch) }),
    "smaller-batch": ({ batch }) => (batch > 1 ? { batch: Math.ceil(batch / 4) } : undefined),
    "other-loss": ({ loss }) => (loss === "sigmoidCrossEntropy" ? undefined : { loss: "sigmoidCrossEntropy" }),
  };

const allWith =
  (activation: Hidden["activation"]) =>
  (layer: Hidden): Hidden => ({ ...layer, activation });

const rounded = (rate: number): number => Number(Math.min(100, Math.max(1e-5, rate)).toPrecision(3));

/** What a remedy comes to here: undefined where there is nothing to change. */
export const cureOf = (remedy: RemedyName, now: PlaygroundChoices): Partial<PlaygroundChoices> | undefined =>
  cures[remedy]?.(now);
