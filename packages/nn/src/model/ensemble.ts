import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { applyLayer, initialize, inside, type Layer, type State } from "../layers/contract/layer.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { meanOfSaid } from "./mean-of-said.ts";
import { createTrainedModel, type TrainedModel } from "./trained-model.ts";

/**
 * Several trained models as one, which says the mean of what they say: of probabilities where they were trained on
 * logits, given as logits again.
 *
 * ```ts
 * const { models } = await crossValidate(model, data, options);
 * const together = ensemble(models);
 * await together.save("ensemble.onnx");
 * ```
 * It costs as much to predict with as all of them.
 */
export const ensemble = <X, Y>(models: readonly TrainedModel<X, Y>[]): TrainedModel<X, Y> =>
  together(models as readonly unknown[] as readonly TrainedModel[]) as never;

const together = (models: readonly TrainedModel[]): TrainedModel => {
  const [first] = models;
  if (!first) throw new ModelError("options", "An ensemble needs at least one model: got none.");
  checkAlike(models);
  const mean = meanOfSaid(first);
  const layer: Layer = {
    kind: "ensemble",
    init: (key, shape) => ({
      params: params(models),
      state: states(models),
      outputShape: initialize(first, key, shape).outputShape,
    }),
    apply: (params, state, x, context) => {
      const said = models.map(({ parts }, i) => {
        const name = nameOf(i);
        const { y } = applyLayer(
          parts.layer,
          params[name] as Parameters,
          state[name] as never,
          x,
          inside(context, name),
        );
        return y as Tensor;
      });
      return { y: mean(said), state };
    },
  };
  return createTrainedModel({
    ...first.parts,
    layer,
    params: params(models),
    state: states(models),
    rowsAtOnce: Math.max(1, Math.floor(first.parts.rowsAtOnce / models.length)),
  });
};

const nameOf = (i: number): string => `model${i + 1}`;

const params = (models: readonly TrainedModel[]): Parameters =>
  Object.fromEntries(models.map((model, i) => [nameOf(i), model.params]));

const states = (models: readonly TrainedModel[]): State =>
  Object.fromEntries(models.map((model, i) => [nameOf(i), model.state as never]));

const checkAlike = ([first, ...rest]: readonly TrainedModel[]): void => {
  const show = ({ inputShape, classes }: TrainedModel): string =>
    `${JSON.stringify(inputShape)}${classes ? ` with classes ${classes.join(", ")}` : ""}`;
  const other = rest.find((model) => show(model) !== show(first!));
  if (!other) return;
  throw new ModelError(
    "options",
    `The models of an ensemble must take the same inputs and know the same classes: got ${show(first!)} and ${show(other)}.`,
  );
};
