import { type OptionsOf, oneOf } from "@kaviar/base/check";
import { options } from "../options.ts";

/** Whether a parameter belongs to the model (its units, its layers) or to its training (rate, batch size). */
export const tag = oneOf("model", "training").optional();

/** The options of a parameter that takes nothing else. */
export const tagOptions = (owner: string) =>
  options(owner, {
    /** Whether it belongs to the model or to its training. */
    tag,
  });

export type TagOptions = OptionsOf<ReturnType<typeof tagOptions>>;
