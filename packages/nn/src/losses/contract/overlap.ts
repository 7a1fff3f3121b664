import type { Tensor } from "@kaviar/tensor";

/** Σpy, Σp(1 − y) and Σ(1 − p)y over all axes but the first: true and false positives, and false negatives. */
export const overlapOf = (p: Tensor, y: Tensor) => {
  const axes = p.shape.slice(1).map((_, axis) => axis + 1);
  const both = p.mul(y).sum(axes);
  return { both, onlyPredicted: p.sum(axes).sub(both), onlyTarget: y.sum(axes).sub(both) };
};
