export { type ActivityOptions, activityRegularization } from "./activity-regularization.ts";
export { alphaDropout } from "./alpha-dropout.ts";
export { dropout, spatialDropout } from "./dropout.ts";
export { gaussianDropout, gaussianNoise } from "./gaussian-noise.ts";
