import { withCard } from "@kaviar/base/card";
import { law } from "@kaviar/base/check";
import { type Tensor, tensor } from "@kaviar/tensor";
import { applyLayer, initialize, type Layer } from "../layers/contract/layer.ts";
import { argument } from "../options.ts";
import { along, type BatchTransform } from "./contract/batch-transform.ts";

/** Class numbers of targets: as they are, or the largest of one-hot rows. */
const classesOf = (y: Tensor): Tensor<"int32"> =>
  y.rank > 1 && y.shape.at(-1)! > 1 ? y.argmax(-1) : y.reshape([-1]).cast("int32");

const checkClasses = argument(
  "augmentClasses",
  "classes",
  law<readonly number[]>(
    "a list of class numbers",
    (classes) => Array.isArray(classes) && classes.length > 0 && classes.every(Number.isInteger),
  ),
);

/**
 * A layer's augmentation for the examples of some classes only: more variety where there are few rows.
 *
 * ```ts
 * const transform = augmentClasses([3], sequential(randomFlip(), randomRotation()));
 * train(model, data, { loss: sparseSoftmaxCrossEntropy, transform })
 * ```
 * Together with `overSample` the copies of rare rows are not all the same.
 */
export const augmentClasses = withCard(
  function augmentClasses(classes: readonly number[], layer: Layer): BatchTransform {
    checkClasses(classes);
    return (key, { x, y }) => {
      const { params, state } = initialize(layer, key, x.shape.slice(1));
      const { y: changed } = applyLayer(layer, params, state, x, { training: true, key, path: "" });
      const chosen = classesOf(y)
        .expandDims(1)
        .equal(tensor(Int32Array.from(classes)))
        .any(1);
      return { x: along(chosen, x).where(changed as Tensor, x), y };
    };
  },
  {
    about: {
      name: "Augmentation of some classes",
      formula: "x̃ = f(x) where y is one of the classes, else x",
      use: "imbalanced classes: the rare one is varied, the common one left alone",
      pitfall: "the model may learn the traces of augmentation as a sign of the class",
      reference: "Shorten & Khoshgoftaar 2019",
      seeAlso: ["augment", "mixup"],
    },
  },
);
