import { isTensor, type Shape, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import type { LossFunction } from "./losses.ts";

/**
 * What a loss says of a batch. One of your own gets targets as the model says its predictions: those of one unit as a column,
 * so that `p.sub(t)` is no table of each row with each other. It gives one number a row or position, or one for the batch.
 */
export const lossOf = (loss: LossFunction, prediction: Tensor, target: Tensor): Readonly<Record<string, Tensor>> => {
  const name = loss.name || "loss";
  if ("target" in loss) return { [name]: loss(prediction, target) as Tensor };
  const given = isTensor(prediction) && isTensor(target) ? asColumn(prediction, target) : target;
  const losses: unknown = loss(prediction, given);
  const parts = isParts(losses) ? losses : { [name]: losses };
  return Object.fromEntries(
    Object.entries(parts).map(([part, value]) => [part, checkPart(value, prediction, given)] as const),
  );
};

/** Losses by name, of a function that says what its loss is made of. */
const isParts = (losses: unknown): losses is Readonly<Record<string, unknown>> =>
  typeof losses === "object" &&
  losses !== null &&
  !isTensor(losses) &&
  !(losses instanceof Promise) &&
  !Array.isArray(losses) &&
  Object.keys(losses).length > 0;

const checkPart = (losses: unknown, prediction: Tensor, given: Tensor): Tensor => {
  if (!isTensor(losses)) throw noTensor(losses);
  if (isTensor(prediction) && losses.rank > 0 && !isPartOf(losses.shape, prediction.shape)) {
    throw new ModelError(
      "shape",
      `A loss gives one number a row or position, or one for the batch: from predictions [${prediction.shape.join(", ")}] and targets [${given.shape.join(", ")}] it made [${losses.shape.join(", ")}].`,
      {
        remedy:
          losses.shape[0] === losses.shape[1]
            ? "Each row was compared with each other: targets come in the shape of the predictions, so leave out what reshapes either."
            : "Take the mean over what is no row, .mean(-1), or over all, .mean().",
      },
    );
  }
  return losses as Tensor;
};

const asColumn = (prediction: Tensor, target: Tensor): Tensor =>
  prediction.rank === target.rank + 1 && prediction.shape.at(-1) === 1 ? target.expandDims(-1) : target;

/** Rows first, then axes of a prediction in their order: some may be gone, or be 1. */
const isPartOf = ([rows, ...rest]: Shape, [expected, ...axes]: Shape): boolean => {
  let next = 0;
  for (const size of rest) {
    if (size === 1) continue;
    next = axes.indexOf(size, next) + 1;
    if (next === 0) return false;
  }
  return rows === expected;
};

const noTensor = (found: unknown): ModelError => {
  const what =
    found instanceof Promise ? "a promise" : typeof found === "number" ? `the number ${found}` : typeof found;
  return new ModelError("options", `A loss gives a tensor, made of its predictions: got ${what}.`, {
    remedy:
      found instanceof Promise
        ? "It is traced once, before there are numbers: leave out async and await."
        : "Compute with tensors: (prediction, target) => prediction.sub(target).square().mean(-1).",
  });
};
