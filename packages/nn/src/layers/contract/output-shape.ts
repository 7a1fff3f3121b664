import { isTensor, type Shape, type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";

/** What a function makes of one example's shape: it is traced for two examples, and nothing is computed. */
export const outputShapeOf = (name: string, f: (x: Tensor) => Tensor, inputShape: Shape): Shape => {
  const y: unknown = f(zeros([2, ...inputShape]));
  if (!isTensor(y)) throw noTensor(name, y);
  if (y.shape[0] === 2) return y.shape.slice(1);
  throw new ModelError(
    "layer",
    `A layer keeps the batch as the first axis: ${name} made [${y.shape.join(", ")}] of two examples [2, ${inputShape.join(", ")}].`,
    { remedy: "Reduce over the axes from 1 on: x.mean([1, 2])." },
  );
};

const noTensor = (name: string, made: unknown): ModelError => {
  const isLayer = typeof made === "object" && made !== null && "apply" in made;
  return new ModelError(
    "layer",
    `A function among layers makes a tensor of a tensor: ${name} made ${isLayer ? "a layer" : typeof made}.`,
    { remedy: isLayer ? "Call what makes a layer: batchNorm(), not batchNorm." : "Return what it computes." },
  );
};
