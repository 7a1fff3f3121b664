import { ModelError } from "../../error.ts";
import * as all from "../all.ts";
import type { Activation, ActivationOptions, ParametricActivation } from "./activation.ts";

/** Every activation, under the name that files store: the one that it is exported by. */
export const activations = { ...all } satisfies Readonly<Record<string, Activation>>;

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
