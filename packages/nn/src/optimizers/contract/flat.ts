import { concat, type Tensor, tensor } from "@kaviar/tensor";
import { listParameters, mapParameters, type Parameters } from "../../parameters/parameters.ts";

/** All parameters as one vector, in the widest dtype among them. */
export const flattened = (parameters: Parameters): Tensor => {
  const tensors = listParameters(parameters).map(({ tensor }) => tensor);
  const dtype = tensors.some((each) => (each.dtype as string) === "float64") ? "float64" : "float32";
  const parts = tensors.map((each) => each.cast(dtype as "float32").reshape([-1]));
  return parts.length === 0 ? tensor([0]) : concat(parts);
};

/** A vector as parameters like these. */
export const unflattened = (vector: Tensor, like: Parameters): Parameters => {
  let from = 0;
  return mapParameters((_, p) => {
    const part = vector.slice([from, from + p.size]).reshape(p.shape);
    from += p.size;
    return part.cast(p.dtype);
  }, like);
};
