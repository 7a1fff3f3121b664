import * as nn from "@kaviar/nn";
import type { Setting } from "./choices.ts";

const width = 16;

const activationNamed: { readonly [Name in Setting["activation"]]: nn.LayerLike } = {
  sigmoid: nn.sigmoid,
  tanh: nn.tanh,
  relu: nn.relu,
  leakyRelu: nn.leakyRelu,
  gelu: nn.gelu,
  selu: nn.selu,
  linear: nn.linear,
};

const initializerNamed: { readonly [Name in Setting["initializer"]]: nn.Initializer | undefined } = {
  fitting: undefined,
  heNormal: nn.heNormal(),
  glorotUniform: nn.glorotUniform(),
  tooSmall: nn.randomNormal({ std: 0.05 }),
  tooLarge: nn.randomNormal({ std: 1 }),
};

export const blockName = (place: number): string => `layer${place + 1}`;

/** Hidden layers of one width, one after the other, and a number at the end. */
export const deepNet = ({ activation, initializer, batchNorm, residual }: Setting, depth: number): nn.AnyLayer => {
  const begins = initializerNamed[initializer];
  const dense = (units: number) => nn.dense(units, begins === undefined ? {} : { initializer: begins });
  const block = (place: number) => {
    const parts = {
      dense: dense(width),
      ...(batchNorm && { batchNorm: nn.batchNorm() }),
      [activation]: activationNamed[activation],
    };
    // The first one widens what it is given: there is nothing of its width to add.
    return residual && place > 0 ? nn.residual(nn.sequential(parts as never)) : nn.sequential(parts as never);
  };
  const blocks = Array.from({ length: depth }, (_, place) => [blockName(place), block(place)] as const);
  return nn.sequential(Object.fromEntries([...blocks, ["output", dense(1)]]) as never) as unknown as nn.AnyLayer;
};
