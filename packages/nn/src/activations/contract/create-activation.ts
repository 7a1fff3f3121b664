import { withCard } from "@kaviar/base/card";
import type { OptionReader } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { checkStands } from "../../as-it-stands.ts";
import type { Activation, ActivationOptions, ParametricActivation } from "./activation.ts";

type Facts = Pick<Activation, "about" | "initializer">;

/** An activation from its name, what is known of it, and the function. The name is kept where code is minified. */
export const createActivation = (
  name: string,
  facts: Facts,
  f: (x: Tensor) => Tensor,
  options?: ActivationOptions,
): Activation =>
  Object.defineProperty(
    withCard((x: Tensor) => {
      checkStands(name, x, options);
      return f(x);
    }, facts),
    "name",
    { value: name },
  );

interface ParametricFacts<Options> extends Facts {
  /** Its parameters, with the values that it has bare. */
  readonly options: OptionReader<Partial<Options>, Options>;
}

/** An activation with parameters, bare with its defaults, and `with` others. */
export const createParametricActivation = <Options extends ActivationOptions>(
  name: string,
  { options: read, ...facts }: ParametricFacts<Options>,
  f: (x: Tensor, options: Options) => Tensor,
): ParametricActivation<Options> => {
  const create = (options: Options): ParametricActivation<Options> =>
    Object.assign(
      createActivation(name, facts, (x) => f(x, options), options),
      { options, with: (changes: Partial<Options>) => create(read({ ...options, ...changes })) },
    );
  return create(read({}));
};
