import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { applyLayer, initialize, inside, type Layer } from "../layers/contract/layer.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { meanOfSaid } from "./mean-of-said.ts";
import { createTrainedModel, type TrainedModel } from "./trained-model.ts";

/** A row as it is looked at: of the same shape, such as its mirror image. */
export type View = (x: Tensor) => Tensor;

/**
 * A trained model that says the mean of what it says of several views of a row: of probabilities where it was trained on
 * logits, given as logits again. (Krizhevsky, Sutskever & Hinton 2012)
 *
 * ```ts
 * const surer = testTimeAugmentation(trained, [(x) => x, (x) => x.flip(-1)]);
 * await surer.save("surer.onnx");
 * ```
 * It takes as many times as long to predict as there are views; its file has the weights once.
 */
export const testTimeAugmentation = (trained: TrainedModel, views: readonly View[]): TrainedModel => {
  if (views.length === 0)
    throw new ModelError("options", "Test-time augmentation looks at a row in one way at least: got no views.", {
      remedy: "[(x) => x, (x) => x.flip(-1)]",
    });
  const { parts } = trained;
  const mean = meanOfSaid(trained);
  const name = "network";
  const layer: Layer = {
    kind: "testTimeAugmentation",
    init: (key, shape) => {
      const { params, state, outputShape } = initialize(parts.layer, key, shape);
      return { params: { [name]: params as Parameters }, state: { [name]: state as never }, outputShape };
    },
    apply: (params, state, x, context) => {
      const said = views.map((view) => {
        const seen = view(x as Tensor);
        checkShape(x as Tensor, seen);
        const { y } = applyLayer(
          parts.layer,
          params[name] as Parameters,
          state[name] as never,
          seen,
          inside(context, name),
        );
        return y as Tensor;
      });
      return { y: mean(said), state };
    },
  };
  return createTrainedModel({
    ...parts,
    layer,
    params: { [name]: parts.params },
    state: { [name]: parts.state as never },
    rowsAtOnce: Math.max(1, Math.floor(parts.rowsAtOnce / views.length)),
  });
};

const checkShape = ({ shape }: Tensor, seen: Tensor): void => {
  if (JSON.stringify(seen.shape) === JSON.stringify(shape)) return;
  throw new ModelError(
    "shape",
    `A view of a row has its shape: [${shape.join(", ")}] was made [${seen.shape.join(", ")}].`,
  );
};
