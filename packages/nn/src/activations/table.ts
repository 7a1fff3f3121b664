import { ModelError } from "../error.ts";
import { celu } from "./celu.ts";
import type { Activation, ActivationOptions, ParametricActivation } from "./contract/activation.ts";
import { elu } from "./elu.ts";
import { exponential } from "./exponential.ts";
import { gelu } from "./gelu.ts";
import { geluTanh } from "./gelu-tanh.ts";
import { glu } from "./glu.ts";
import { hardShrink } from "./hard-shrink.ts";
import { hardSigmoid } from "./hard-sigmoid.ts";
import { hardSwish } from "./hard-swish.ts";
import { hardTanh } from "./hard-tanh.ts";
import { hardmax } from "./hardmax.ts";
import { leakyRelu } from "./leaky-relu.ts";
import { linear } from "./linear.ts";
import { logSigmoid } from "./log-sigmoid.ts";
import { logSoftmax } from "./log-softmax.ts";
import { mish } from "./mish.ts";
import { relu } from "./relu.ts";
import { relu6 } from "./relu6.ts";
import { selu } from "./selu.ts";
import { sigmoid } from "./sigmoid.ts";
import { silu } from "./silu.ts";
import { softShrink } from "./soft-shrink.ts";
import { softmax } from "./softmax.ts";
import { softmin } from "./softmin.ts";
import { softplus } from "./softplus.ts";
import { softsign } from "./softsign.ts";
import { squaredRelu } from "./squared-relu.ts";
import { step } from "./step.ts";
import { swish } from "./swish.ts";
import { tanh } from "./tanh.ts";
import { tanhShrink } from "./tanh-shrink.ts";

/** Every activation, under the name that files store. */
export const activations = {
  celu,
  elu,
  exponential,
  gelu,
  geluTanh,
  glu,
  hardShrink,
  hardSigmoid,
  hardSwish,
  hardTanh,
  hardmax,
  leakyRelu,
  linear,
  logSigmoid,
  logSoftmax,
  mish,
  relu,
  relu6,
  selu,
  sigmoid,
  silu,
  softShrink,
  softmax,
  softmin,
  softplus,
  softsign,
  squaredRelu,
  step,
  swish,
  tanh,
  tanhShrink,
} satisfies Readonly<Record<string, Activation>>;

export type ActivationName = keyof typeof activations;

/**
 * The activation with this name and these parameters: what a file said.
 *
 * ```ts
 * activationFrom("leakyRelu", { alpha: 0.2 })
 * ```
 * Parameters left out are the defaults of today: a file that stores all of `options` is safe from their change.
 */
export const activationFrom = (name: string, options?: ActivationOptions): Activation => {
  const activation = Object.hasOwn(activations, name) ? activations[name as ActivationName] : undefined;
  if (!activation) {
    throw new ModelError("options", `An activation is one of ${Object.keys(activations).join(", ")}: got "${name}".`);
  }
  if (!options || Object.keys(options).length === 0) return activation;
  if ("with" in activation) return (activation as unknown as ParametricActivation<ActivationOptions>).with(options);
  throw new ModelError("options", `${name} has no parameters: got ${JSON.stringify(options)}.`);
};
