import type { Initializer } from "../../../initializers/contract/initializer.ts";

export interface RecurrentOptions {
  /** The outputs of all steps, [N, T, units], for a next layer that reads a sequence; otherwise the last one, [N, units]. */
  readonly sequence?: boolean;
  /** From the last step to the first. Outputs stay in the order of the steps; the one that is made last is that of step 0. */
  readonly reverse?: boolean;
  /** The share of the input's features left out in training: the same ones at every step. */
  readonly dropout?: number;
  /** The share of the units whose output does not reach the next step in training: the same ones at every step. */
  readonly recurrentDropout?: number;
  /** Of each gate's weights from the input: Glorot unless said. */
  readonly initializer?: Initializer;
  /** Of each gate's weights from the step before: orthogonal unless said. */
  readonly recurrentInitializer?: Initializer;
}
