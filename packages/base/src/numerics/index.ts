export { bootstrap } from "./bootstrap.ts";
export {
  cholesky,
  inverseFrom,
  invertLower,
  type Matrix,
  solveFactored,
  solveLower,
  solveUpper,
  timesLower,
  timesUpper,
} from "./cholesky.ts";
export { concatenate } from "./concatenate.ts";
export { dot } from "./dot.ts";
export { erfcx } from "./erfcx.ts";
export { evenly } from "./evenly.ts";
export { firstAtLeast } from "./first-at-least.ts";
export { gram } from "./gram.ts";
export { fromBrain, fromHalf, toHalf } from "./halves.ts";
export { fTail, lowerBeta } from "./incomplete-beta.ts";
export { chiSquaredTail, upperGamma } from "./incomplete-gamma.ts";
export { leastSquares, solveNormal } from "./least-squares.ts";
export { deviationOf, meanOf } from "./mean-and-deviation.ts";
export { type Asked, type Lowest, minimizeInBox, type Slope, searchInBox } from "./minimize-in-box.ts";
export {
  logCumulative,
  logDensity,
  millsRatio,
  normalCdf,
  normalQuantile,
  roughNormalCdf,
} from "./normal-distribution.ts";
export { improvementRatios, logImprovement } from "./normal-improvement.ts";
export { type Column, growTree, type Leaf, type Side, type Tree } from "./regression-tree.ts";
export { type Singular, singularValues } from "./singular-values.ts";
export { type Eigen, symmetricEigen } from "./symmetric-eigen.ts";
export { multiply, times, transpose, transposedTimes } from "./times.ts";
export { triangularFactor } from "./triangular-factor.ts";
export { type Correction, twoLoop } from "./two-loop.ts";
