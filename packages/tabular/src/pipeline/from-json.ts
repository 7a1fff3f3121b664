import type { Model } from "../contract/model.ts";
import type { Step } from "../contract/step.ts";
import { partFrom } from "../registry/part-from.ts";
import { type Pipeline, pipeline } from "./pipeline.ts";

/**
 * The step, model or pipeline that was written as JSON.
 *
 * ```ts
 * const again = fromJson(JSON.parse(JSON.stringify(pipe)));
 * ```
 * Names and options are all that is written: steps and models of your own, and functions, are not known by their names.
 */
export const fromJson = (json: unknown): Step | Model | Pipeline => {
  const part = partFrom(json);
  return part.kind === "pipeline" ? pipeline(part) : part;
};
