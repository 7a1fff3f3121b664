import type { AnyLayer } from "../layers/layer.ts";
import { glorotUniform } from "./glorot.ts";
import { heNormal } from "./he.ts";
import type { Initializer } from "./initializer.ts";
import { lecunNormal } from "./lecun.ts";

const byActivation = {
  he: heNormal(),
  lecun: lecunNormal(),
  glorot: glorotUniform(),
} as const satisfies Record<string, Initializer>;

/** What may stand between weights and their activation without changing the choice. */
const between: ReadonlySet<string> = new Set([
  "batchNorm",
  "layerNorm",
  "groupNorm",
  "dropout",
  "maxPool",
  "averagePool",
]);

/** The initializer that fits the first activation after the weights: He for the ReLU family, LeCun for SELU, else Glorot. */
export const initializerFor = (following: readonly AnyLayer[] = []): Initializer => {
  const next = following.find(({ kind }) => !between.has(kind));
  return byActivation[activations.get(next?.kind ?? "") ?? "glorot"];
};

/** The family of each activation, by the name of its function. */
const activations: ReadonlyMap<string, keyof typeof byActivation> = new Map([
  ...[
    "relu",
    "leakyRelu",
    "prelu",
    "elu",
    "gelu",
    "geluTanh",
    "swish",
    "silu",
    "mish",
    "softplus",
    "hardSwish",
    "relu6",
  ].map((name) => [name, "he"] as const),
  ["selu", "lecun"],
]);
