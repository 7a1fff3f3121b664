import type { Tensor } from "@kaviar/tensor";

/** Batch normalization of rows [n, F] of which some are not there (0 in `there`, [n, 1]): they do not count. */
export const overMasked = (rows: Tensor, there: Tensor, gamma: Tensor, beta: Tensor, epsilon: number) => {
  const count = there.sum().maximum(1);
  const mean = rows.mul(there).sum(0).div(count);
  const distance = rows.sub(mean);
  const variance = distance.square().mul(there).sum(0).div(count);
  return { y: distance.mul(gamma.mul(variance.add(epsilon).rsqrt())).add(beta), mean, variance };
};
