import { withCard } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";
import { checkOption } from "../../check-option.ts";
import type { Activation, ActivationOptions, ParametricActivation } from "./activation.ts";

type Facts = Pick<Activation, "about" | "initializer">;

/** An activation from its name, what is known of it, and the function. The name is kept where code is minified. */
export const createActivation = (name: string, facts: Facts, f: (x: Tensor) => Tensor): Activation =>
  Object.defineProperty(
    withCard((x: Tensor) => f(x), facts),
    "name",
    { value: name },
  );

interface ParametricFacts<Options> extends Facts {
  readonly defaults: Options;
  /** What the parameters must fulfil besides being finite: `[({ alpha }) => alpha > 0, "alpha > 0"]`. */
  readonly law?: readonly [holds: (options: Options) => boolean, law: string];
}

/** An activation with parameters, bare with its defaults, and `with` others. */
export const createParametricActivation = <Options extends ActivationOptions>(
  name: string,
  { defaults, law, ...facts }: ParametricFacts<Options>,
  f: (x: Tensor, options: Options) => Tensor,
): ParametricActivation<Options> => {
  const create = (options: Options): ParametricActivation<Options> =>
    Object.assign(
      createActivation(name, facts, (x) => f(x, options)),
      {
        options,
        with: (changes: Partial<Options>) => {
          checkChanges(name, defaults, changes as ActivationOptions);
          const next = { ...options, ...changes };
          if (law) checkOption(name, law[1], changes, law[0](next));
          return create(next);
        },
      },
    );
  return create(defaults);
};

const checkChanges = (name: string, defaults: ActivationOptions, changes: ActivationOptions): void => {
  const names = Object.keys(defaults);
  for (const [key, value] of Object.entries(changes)) {
    checkOption(name, `options among ${names.join(", ")}`, key, names.includes(key));
    const kind = typeof defaults[key];
    checkOption(name, kind === "number" ? `a finite ${key}` : `true or false as ${key}`, value, isOfKind(kind, value));
  }
};

const isOfKind = (kind: string, value: unknown): boolean =>
  typeof value === kind && (kind !== "number" || Number.isFinite(value));
