import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { applyLayer, inside, type Layer } from "../layers/layer.ts";
import type { Loss } from "../losses/loss.ts";
import type { Parameters } from "../parameters/parameters.ts";
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
export const ensemble = (models: readonly TrainedModel[]): TrainedModel => {
  const [first] = models;
  if (!first) throw new ModelError("options", "An ensemble needs at least one model: got none.");
  const names = models.map((_, i) => `model${i + 1}`);
  const link = (first.parts.loss as Partial<Loss> | undefined)?.link;
  const layer: Layer = {
    kind: "ensemble",
    init: () => {
      throw new ModelError("layer", "An ensemble is made of trained models: it has no beginning of its own.");
    },
    apply: (params, state, x, context) => {
      const said = models.map(({ parts }, i) => {
        const name = names[i]!;
        const { y } = applyLayer(
          parts.layer,
          params[name] as Parameters,
          state[name] as never,
          x,
          inside(context, name),
        );
        return y as Tensor;
      });
      return { y: means[link ?? "none"](said), state };
    },
  };
  return createTrainedModel({
    ...first.parts,
    layer,
    params: Object.fromEntries(models.map(({ params }, i) => [names[i]!, params])),
    state: Object.fromEntries(models.map(({ state }, i) => [names[i]!, state])) as never,
  });
};

const mean = (said: readonly Tensor[]): Tensor => said.reduce((sum, y) => sum.add(y)).div(said.length);

const means = {
  none: mean,
  /** softmax(log p) = p. */
  softmax: (said: readonly Tensor[]) =>
    mean(said.map((z) => z.softmax(-1)))
      .maximum(1e-30)
      .log(),
  /** σ(log p − log(1 − p)) = p. */
  sigmoid: (said: readonly Tensor[]) => {
    const p = mean(said.map((z) => z.sigmoid())).clip(1e-7, 1 - 1e-7);
    return p.log().sub(p.neg().log1p());
  },
} as const;
