import { type Tensor, tensor } from "@kaviar/tensor";

const golden = (1 + Math.sqrt(5)) / 2;

/** Numbers in [0, 1) that leave no large gap wherever they end: the fractions of multiples of the golden ratio. */
export const spread = (count: number, from: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => ((from + i + 1) * golden) % 1);

/** Quantiles [R, Q] of rows [R, T], of what is there, between neighbours in a straight line; 0 of nothing. */
export const quantiles = (values: Tensor, there: Tensor<"bool">, shares: Float32Array): Tensor => {
  const [rows] = values.shape as [number];
  const last = there.cast("float32").sum(-1, { keepDims: true }).sub(1);
  const ascending = there.where(values, Infinity).sort(-1);
  const place = last.maximum(0).mul(tensor(shares, { shape: [rows, shares.length / rows] }));
  const below = place.floor();
  const at = (index: Tensor) => ascending.takeAlongAxis(index.cast("int32"), -1);
  const [low, high] = [at(below), at(below.add(1).minimum(last.maximum(0)))];
  const between = low.add(high.sub(low).mul(place.sub(below)));
  return last.less(0).where(0 as never, between);
};
