import type { Link, Schedule } from "@kaviar/nn";
import * as nn from "@kaviar/nn";
import type { activations, initializers, losses, optimizers, PlaygroundChoices, schedules } from "./choices.ts";

const initializerNamed: {
  readonly [Name in (typeof initializers)[number]]: nn.Initializer | undefined;
} = {
  fitting: undefined,
  glorotUniform: nn.glorotUniform(),
  heNormal: nn.heNormal(),
  lecunNormal: nn.lecunNormal(),
  orthogonal: nn.orthogonal(),
  tooSmall: nn.randomNormal({ std: 0.01 }),
  tooLarge: nn.randomNormal({ std: 4 }),
  zero: nn.zeroInitializer(),
};

const lossNamed = {
  sigmoidCrossEntropy: nn.sigmoidCrossEntropy,
  hinge: nn.hinge,
  squaredHinge: nn.squaredHinge,
  meanSquaredError: nn.meanSquaredError,
  meanAbsoluteError: nn.meanAbsoluteError,
  huber: nn.huber(),
} satisfies { readonly [Name in (typeof losses)[number]]: unknown };

const optimizerNamed: { readonly [Name in (typeof optimizers)[number]]: (options: { rate: nn.Rate }) => Link } = {
  sgd: nn.sgd,
  momentum: nn.momentum,
  nesterov: nn.nesterov,
  adam: nn.adam,
  adamw: nn.adamw,
  nadam: nn.nadam,
  radam: nn.radam,
  adamax: nn.adamax,
  adagrad: nn.adagrad,
  adadelta: nn.adadelta,
  rmsprop: nn.rmsprop,
  ftrl: nn.ftrl,
  lion: nn.lion,
  lamb: nn.lamb,
  muon: nn.muon,
};

/** Each schedule by its highest rate, over so many steps. */
const scheduleNamed: {
  readonly [Name in (typeof schedules)[number]]: (rate: number, steps: number) => Schedule | number;
} = {
  constant: (rate) => rate,
  cosine: (peak) => nn.cosine({ peak }),
  warmup: (rate, steps) => nn.warmup(rate, steps / 10),
  stepDecay: (rate, steps) => nn.stepDecay({ rate, every: steps / 5 }),
  exponentialDecay: (rate, steps) => nn.exponentialDecay({ rate, factor: 0.1, every: steps / 2 }),
  inverseTime: (rate, steps) => nn.inverseTime({ rate, speed: 1, every: steps / 10 }),
  linearSchedule: (from) => nn.linearSchedule({ from, to: 0 }),
  oneCycle: (peak) => nn.oneCycle({ peak }),
  cyclic: (peak, steps) => nn.cyclic({ floor: peak / 10, peak, up: steps / 10 }),
  cosineRestarts: (peak, steps) => nn.cosineRestarts({ peak, first: steps / 7 }),
};

const activationNamed: { readonly [Name in (typeof activations)[number]]: nn.LayerLike } = {
  relu: nn.relu,
  leakyRelu: nn.leakyRelu,
  tanh: nn.tanh,
  sigmoid: nn.sigmoid,
  gelu: nn.gelu,
  elu: nn.elu,
  selu: nn.selu,
  silu: nn.silu,
  softplus: nn.softplus,
  softsign: nn.softsign,
  linear: nn.linear,
};

const penaltyNamed = { l1: nn.l1, l2: nn.l2 };

/** The network that is chosen: hidden layers, named by their places, and one number at the end. */
export const layersOf = ({ layers, initializer, batchNorm, dropout }: PlaygroundChoices): nn.AnyLayer => {
  const begins = initializerNamed[initializer];
  const of = (units: number) => nn.dense(units, begins === undefined ? {} : { initializer: begins });
  const hidden = layers.flatMap(({ units, activation }, i) => [
    [`hidden${i + 1}`, of(units)] as const,
    ...(batchNorm ? [[`batchNorm${i + 1}`, nn.batchNorm()] as const] : []),
    [activationPath(activation, i), activationNamed[activation]] as const,
    ...(dropout > 0 ? [[`dropout${i + 1}`, nn.dropout(dropout)] as const] : []),
  ]);
  return nn.sequential(Object.fromEntries([...hidden, ["output", of(1)]])) as unknown as nn.AnyLayer;
};

/** Where the outputs of a hidden layer are found. */
export const activationPath = (activation: string, place: number): string => `${activation}${place + 1}`;

export const lossOf = ({ loss }: PlaygroundChoices) => lossNamed[loss];

/** What a run is made small with: the optimizer at its rate, over so many steps. */
export const optimizerOf = ({ optimizer, rate, schedule }: PlaygroundChoices, steps: number): Link =>
  optimizerNamed[optimizer]({ rate: scheduleNamed[schedule](rate, steps) });

export const penaltyOf = ({ penalty, strength }: PlaygroundChoices): nn.Regularizer | undefined =>
  penalty === "none" ? undefined : penaltyNamed[penalty](strength);
