export { type BatchNormOptions, batchNorm } from "./batch-norm.ts";
export type { AffineOptions } from "./contract/affine.ts";
export { groupNorm, instanceNorm } from "./group-norm.ts";
export { type LayerNormOptions, layerNorm } from "./layer-norm.ts";
export { normalize } from "./normalize.ts";
export { type RmsNormOptions, rmsNorm } from "./rms-norm.ts";
export { type SpectralNormOptions, spectralNorm } from "./spectral-norm.ts";
export { weightNorm } from "./weight-norm.ts";
