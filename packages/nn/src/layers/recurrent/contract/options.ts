import { flag, type OptionsOf } from "@kaviar/base/check";
import { options } from "../../../options.ts";
import { initializerLaw } from "../../contract/initializer-law.ts";
import { leftOut } from "../../contract/left-out.ts";

/** The options of a recurrent layer. */
export const recurrentOptions = (layer: string) =>
  options(layer, {
    /** The outputs of all steps, [N, T, units], for a next layer that reads a sequence; otherwise the last one, [N, units]. */
    sequence: flag.default(false),
    /** Takes { x, state? }, the state to begin with, and gives { y, state }, with the one that it ends with. */
    state: flag.default(false),
    /** From the last step to the first. Outputs stay in the order of the steps; the one that is made last is that of step 0. */
    reverse: flag.default(false),
    /** The share of the input's features left out in training: the same ones at every step. */
    dropout: leftOut.default(0),
    /** The share of the units whose output does not reach the next step in training: the same ones at every step. */
    recurrentDropout: leftOut.default(0),
    /** Of each gate's weights from the input: Glorot unless said. */
    initializer: initializerLaw.optional(),
    /** Of each gate's weights from the step before: orthogonal unless said. */
    recurrentInitializer: initializerLaw.optional(),
  });

export type RecurrentOptions = OptionsOf<ReturnType<typeof recurrentOptions>>;
