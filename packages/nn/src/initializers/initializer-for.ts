import type { Activation } from "../activations/activation.ts";
import { functionOf } from "../layers/lambda.ts";
import type { AnyLayer } from "../layers/layer.ts";
import { glorotUniform } from "./glorot.ts";
import { heNormal } from "./he.ts";
import type { Initializer } from "./initializer.ts";
import { lecunNormal } from "./lecun.ts";

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
