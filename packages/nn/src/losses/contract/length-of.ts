import type { Tensor } from "@kaviar/tensor";

/** The length of vectors, 1 for a zero vector: its cosine is then 0, with a finite gradient. */
export const lengthOf = (x: Tensor): Tensor => {
  const length = x.norm(-1);
  return length.equal(0).where(1, length);
};

/** Vectors of length 1 in the same direction, along the last axis. */
export const unitOf = (x: Tensor): Tensor => x.div(lengthOf(x).expandDims(-1));
