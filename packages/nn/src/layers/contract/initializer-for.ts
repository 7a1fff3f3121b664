import type { Activation } from "../../activations/contract/activation.ts";
import type { Initializer } from "../../initializers/contract/initializer.ts";
import { glorotUniform } from "../../initializers/glorot.ts";
import { heNormal } from "../../initializers/he.ts";
import { lecunNormal } from "../../initializers/lecun.ts";
import { functionOf } from "./function-layer.ts";
import type { AnyLayer } from "./layer.ts";

const byFamily = {
  he: heNormal(),
  lecun: lecunNormal(),
  glorot: glorotUniform(),
} as const satisfies Record<NonNullable<Activation["initializer"]>, Initializer>;

/** What may stand between weights and their activation without changing the choice. */
const between: ReadonlySet<string> = new Set([
  "batchNorm",
  "layerNorm",
  "groupNorm",
  "instanceNorm",
  "rmsNorm",
  "dropout",
  "spatialDropout",
  "alphaDropout",
  "gaussianNoise",
  "gaussianDropout",
  "maxPool",
  "averagePool",
]);

/**
 * The initializer that fits the first activation after the weights, by what the activation says of itself: He for the
 * ReLU family, LeCun for SELU, else Glorot.
 */
export const initializerFor = (following: readonly AnyLayer[] = []): Initializer => {
  const next = following.find(({ kind }) => !between.has(kind));
  return byFamily[next ? familyOf(next) : "glorot"];
};

const familyOf = (layer: AnyLayer): keyof typeof byFamily =>
  (functionOf(layer) as Partial<Activation> | undefined)?.initializer ?? (layer.kind === "prelu" ? "he" : "glorot");
