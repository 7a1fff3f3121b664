import { callable } from "@kaviar/base/check";
import type { Parameter } from "./parameters.ts";

/** Chooses parameters: `decay(1e-4, not(named("bias")))`, `freeze(under("encoder"))`. */
export type Predicate = (parameter: Parameter) => boolean;

/** Parameters whose own name is one of these: `named("bias", "gamma")`. */
export const named =
  (...names: readonly string[]): Predicate =>
  ({ path }) =>
    names.includes(path.slice(path.lastIndexOf("/") + 1));

/** Parameters of the layer at this path, or of layers inside it: `under("encoder")`, `under("encoder/dense2")`. */
export const under = (path: string): Predicate => {
  const inside = `/${path}/`;
  return (parameter) => `/${parameter.path}`.includes(inside);
};

/** The parameters that a predicate leaves out: `not(named("bias"))`. */
export const not =
  (predicate: Predicate): Predicate =>
  (parameter) =>
    !predicate(parameter);

/** The parameters that all of the predicates choose. */
export const and =
  (...predicates: readonly Predicate[]): Predicate =>
  (parameter) =>
    predicates.every((predicate) => predicate(parameter));

/** The parameters that any of the predicates chooses. */
export const or =
  (...predicates: readonly Predicate[]): Predicate =>
  (parameter) =>
    predicates.some((predicate) => predicate(parameter));

/** All parameters. */
export const everything: Predicate = () => true;

/** Weights proper: not biases, nor the scales and shifts of normalizations, nor learned slopes. */
export const weights: Predicate = not(named("bias", "recurrentBias", "gamma", "beta", "slope"));

/** What an option must be that chooses parameters. */
export const predicateLaw = callable<Predicate>(
  "a predicate of parameters",
  'Write one with named, under, not, and, or: under("encoder").',
);
