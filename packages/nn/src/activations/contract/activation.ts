import type { Card } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";

/** The parameters of an activation, by name. */
export interface ActivationOptions {
  readonly [name: string]: number | boolean;
}

/**
 * A function of each element, or along the last axis. As it stands it is a layer too: `sequential(dense(8), relu)`. Its
 * `name` is the one it is exported under: files store it.
 */
export interface Activation {
  (x: Tensor): Tensor;
  readonly about: Card;
  /** Which initialization keeps the signal's size on its way through: the gain of He, LeCun or Glorot (Xavier). */
  readonly initializer?: "he" | "lecun" | "glorot";
  /** All of its parameters, where it has some: a file stores them beside the name. */
  readonly options?: ActivationOptions;
}

/**
 * An activation with parameters. Bare it has the usual ones; `with` gives others:
 *
 * ```ts
 * sequential(dense(8), leakyRelu);
 * sequential(dense(8), leakyRelu.with({ alpha: 0.2 }));
 * ```
 * The parameters are constants of the graph; one that is learned makes a layer (`prelu`).
 */
export interface ParametricActivation<Options extends ActivationOptions> extends Activation {
  readonly options: Options;
  with(changes: Partial<Options>): ParametricActivation<Options>;
}
