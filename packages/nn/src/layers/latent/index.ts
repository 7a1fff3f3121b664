export { cosineBetween, type Pair } from "./cosine-between.ts";
export { type Gaussian, type SamplingOptions, sampling } from "./sampling.ts";
