import { type Key, split, type Tensor, uniform } from "@kaviar/tensor";

const most = 9;

/**
 * Which channels each of some kernels sees, as rows of 0 and 1: a few, their number drawn on a logarithmic scale up to 9.
 * (Dempster et al. 2021)
 */
export const drawChannels = (key: Key, kernels: number, channels: number): Tensor => {
  const [forCounts, forOrder] = split(key, 2) as [Key, Key];
  const highest = Math.log2(Math.min(channels, most) + 1);
  const counts = uniform(forCounts, [kernels, 1])
    .mul(highest * Math.LN2)
    .exp()
    .floor()
    .clip(1, channels) as Tensor;
  const ranks = uniform(forOrder, [kernels, channels]).argsort(-1).argsort(-1).cast("float32");
  return ranks.less(counts).cast("float32");
};
