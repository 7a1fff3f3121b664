import { isTensor, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";

/**
 * Predictions and targets with the same shape and dtype. One column of predictions against plain targets, [N, 1] and
 * [N], are the same numbers; anything else that differs is refused: stretched to [N, N] it would teach nonsense.
 */
export const alignTarget = (
  loss: string,
  prediction: Tensor,
  target: Tensor,
  predictionsPerTarget = 1,
): readonly [Tensor, Tensor] => {
  const scores = prediction.rank === 1 ? prediction.expandDims(-1) : prediction;
  const wanted = [...scores.shape.slice(0, -1), scores.shape.at(-1)! / predictionsPerTarget];
  const column = wanted.at(-1) === 1 && target.rank === scores.rank - 1;
  const values = (column ? target.expandDims(-1) : target).cast(prediction.dtype);
  if (values.shape.join() === wanted.join()) return [scores, values];
  throw new ModelError(
    "shape",
    `${loss} needs targets of shape [${wanted.join(", ")}] for predictions of shape [${prediction.shape.join(", ")}]: got [${target.shape.join(", ")}].`,
    { remedy: "Give the last layer as many units as a target has numbers, or reshape the targets." },
  );
};

/** A distribution over the last axis for each row of scores. */
export const alignDistribution = (loss: string, scores: Tensor, target: Tensor): readonly [Tensor, Tensor] => {
  if (target.shape.join() === scores.shape.join()) return [scores, target.cast(scores.dtype)];
  throw new ModelError(
    "shape",
    `${loss} needs targets of the same shape as the predictions [${scores.shape.join(", ")}]: got [${target.shape.join(", ")}].`,
    { remedy: "Class numbers want a sparse loss (sparseSoftmaxCrossEntropy), or oneHot(C) first." },
  );
};

/** Class numbers with a last axis of length 1, to take scores by. */
export const alignClasses = (loss: string, scores: Tensor, target: Tensor): readonly [Tensor, Tensor<"int32">] => {
  const rows = [...scores.shape.slice(0, -1), 1].join();
  const labels = target.cast("int32");
  if (labels.shape.join() === rows) return [scores, labels];
  const column = labels.expandDims(-1);
  if (column.shape.join() === rows) return [scores, column];
  throw new ModelError(
    "shape",
    `${loss} needs one class number for each row of scores [${scores.shape.join(", ")}]: got targets of shape [${target.shape.join(", ")}].`,
    { remedy: "One-hot targets want the loss without “sparse” in its name." },
  );
};

const partsOf = (prediction: Readonly<Record<string, Tensor>> | Tensor): Readonly<Record<string, Tensor>> =>
  isTensor(prediction) ? {} : (prediction as Readonly<Record<string, Tensor>>);

/** The outputs that a loss takes together, all of one shape. */
export const alignOutputs = <Output extends string>(
  loss: string,
  outputs: readonly Output[],
  prediction: Readonly<Record<string, Tensor>> | Tensor,
): { readonly [Name in Output]: Tensor } => {
  const shapes = outputs.map((name) => partsOf(prediction)[name]?.shape);
  if (shapes.every((shape) => shape !== undefined && shape.join() === shapes[0]!.join())) return prediction as never;
  const got = isTensor(prediction)
    ? `one tensor [${prediction.shape.join(", ")}]`
    : `{ ${Object.entries(partsOf(prediction))
        .map(([name, { shape }]) => `${name}: [${shape.join(", ")}]`)
        .join(", ")} }`;
  throw new ModelError("shape", `${loss} needs the outputs ${outputs.join(", ")}, all of one shape: got ${got}.`, {
    remedy: `End the model in a record: parallel({ ${outputs.join(", ")} }), or define with an object of these names.`,
  });
};
