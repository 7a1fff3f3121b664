import { bernoulli, type Key, type Shape, type Tensor } from "@kaviar/tensor";

/** What to multiply with to leave out a share: 0 there, 1/(1 − share) elsewhere, so that the mean stays. */
export const keepMask = (key: Key, shape: Shape, share: Tensor): Tensor => {
  const kept = share.neg().add(1);
  return bernoulli(key, shape, kept).cast("float32").div(kept);
};
