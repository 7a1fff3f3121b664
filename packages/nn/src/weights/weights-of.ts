import { writeAtomically } from "@kaviar/base/files";
import type { Structure, Tensor } from "@kaviar/tensor";
import { named } from "../model/to-onnx.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { everything, type Predicate } from "../parameters/predicate.ts";
import { encodeSafetensors } from "../training/safetensors.ts";

/**
 * What a model has learned, as tensors by their paths: parameters, and state that is kept without being learned.
 *
 * ```ts
 * weightsOf(trained)["dense/weight"]!.shape; // [784, 64]
 * ```
 * `loadWeights` takes such a record, whole or in part.
 */
export const weightsOf = (
  { params, state }: TrainedModel,
  where: Predicate = everything,
): Readonly<Record<string, Tensor>> =>
  Object.fromEntries(
    [...named(params as Structure, ""), ...named(state as Structure, "")]
      .map(([tensor, path]) => ({ path, tensor: tensor as Tensor }))
      .filter(where)
      .map(({ path, tensor }) => [path, tensor]),
  );

/**
 * Writes the weights alone, as a safetensors file that Python reads too; the predicate says which.
 *
 * ```ts
 * await saveWeights(trained, "head.safetensors", under("head"));
 * ```
 * The layers are not in it: `save` writes a model.
 */
export const saveWeights = async (model: TrainedModel, file: string, where?: Predicate): Promise<void> =>
  writeAtomically(
    file,
    await encodeSafetensors(new Map(Object.entries(weightsOf(model, where))), { format: "kaviar" }),
  );
