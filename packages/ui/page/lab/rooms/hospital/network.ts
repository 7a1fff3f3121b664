import * as nn from "@kaviar/nn";
import type { Activation, Beginning, Plan } from "./plan.ts";

const activations: { readonly [Name in Activation]: nn.LayerLike } = {
  relu: nn.relu,
  leakyRelu: nn.leakyRelu,
  tanh: nn.tanh,
  sigmoid: nn.sigmoid,
};

const beginnings: { readonly [Name in Beginning]: nn.Initializer | undefined } = {
  fitting: undefined,
  large: nn.randomNormal({ std: 1 }),
  tooLarge: nn.randomNormal({ std: 3 }),
  alike: nn.constantInitializer(0.1),
};

/** The net of a plan, with its layers by names that say where they stand. */
export const networkOf = (plan: Plan, outputs: number): nn.AnyLayer => {
  const { activation, hidden, batchNorm, dropout, normalize } = plan;
  const initializer = beginnings[plan.begins];
  const dense = (units: number) => nn.dense(units, initializer === undefined ? {} : { initializer });
  const blocks = hidden.flatMap((units, at) => [
    [hiddenPath(at), dense(units)] as const,
    ...(batchNorm ? [[`batchNorm${at + 1}`, nn.batchNorm()] as const] : []),
    [activationPath(activation, at), activations[activation]] as const,
    ...(dropout > 0 ? [[`dropout${at + 1}`, nn.dropout(dropout)] as const] : []),
  ]);
  const layers = [
    ...(normalize ? [["normalize", nn.normalize()] as const] : []),
    ...blocks,
    ["output", dense(outputs)],
  ];
  return nn.sequential(Object.fromEntries(layers)) as unknown as nn.AnyLayer;
};

export const hiddenPath = (at: number): string => `hidden${at + 1}`;

export const activationPath = (activation: Activation, at: number): string => `${activation}${at + 1}`;

const schedules: { readonly [Name in Plan["schedule"]]: (rate: number, steps: number) => nn.Rate } = {
  constant: (rate) => rate,
  warmup: (rate, steps) => nn.warmup(rate, steps / 5),
  cosine: (peak) => nn.cosine({ peak }),
};

const steppers = { sgd: nn.sgd, adam: nn.adam };

export const optimizerOf = ({ optimizer, rate, schedule, clip }: Plan, steps: number): nn.Link => {
  const stepper = steppers[optimizer]({ rate: schedules[schedule](rate, steps) });
  return clip ? nn.chain(nn.clipByGlobalNorm(1), stepper) : stepper;
};
