import { type OptionsOf, whole } from "@kaviar/base/check";
import { key, type Structure, split, zeros } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { costOf } from "../evaluation/cost.ts";
import { rowsAtOnce } from "../evaluation/rows-at-once.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import { initialize, type LayerLike, type Shapes } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { settled } from "../parameters/settled.ts";
import { createTrainedModel, type TrainedModel } from "./trained-model.ts";

const read = options("initialized", {
  /** What its weights are drawn from: those that a training of the same seed begins with. */
  seed: whole(0).default(0),
});

export type InitializedOptions = OptionsOf<typeof read>;

/**
 * A model before any training: it predicts, is saved, and takes weights from elsewhere.
 *
 * ```ts
 * const model = await initialized(sequential(dense(64), relu, dense(10)), [784]);
 * const { model: ported } = await loadWeights(model, "mlp.safetensors");
 * ```
 * The shape is that of one example; `normalize` and others that learn from data have seen none.
 */
export const initialized = async (
  model: LayerLike,
  inputShape: Shapes,
  options: InitializedOptions = {},
): Promise<TrainedModel> => {
  const { seed } = read(options);
  if (typeof inputShape !== "object" || inputShape === null) {
    throw new ModelError("shape", `initialized needs the shape of one example: got ${String(inputShape)}.`, {
      remedy: "initialized(model, [784]), or by name where there are several inputs: { image: [1, 28, 28], age: [1] }.",
    });
  }
  const layer = asLayer(model);
  const made = initialize(layer, split(key(seed), 2)[0]!, inputShape);
  return createTrainedModel({
    layer,
    ...(await settled({ params: made.params, state: made.state })),
    example: exampleOf(inputShape),
    rowsAtOnce: rowsAtOnce(costOf(made)),
    settings: {},
  });
};

/** Two rows of zeros for each shape. */
const exampleOf = (shapes: Shapes): Structure => {
  if (!Array.isArray(shapes)) {
    return Object.fromEntries(Object.entries(shapes).map(([name, part]) => [name, exampleOf(part as Shapes)]));
  }
  const list = shapes as readonly (number | Shapes)[];
  return list.every((n) => typeof n === "number") ? zeros([2, ...list]) : list.map((part) => exampleOf(part as Shapes));
};
