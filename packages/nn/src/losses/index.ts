export { type BatchHardTripletOptions, batchHardTriplet } from "./batch-hard-triplet.ts";
export { binaryCrossEntropy } from "./binary-cross-entropy.ts";
export { categoricalCrossEntropy } from "./categorical-cross-entropy.ts";
export { categoricalHinge } from "./categorical-hinge.ts";
export type { JointLoss, Loss, TargetKind } from "./contract/loss.ts";
export type { GivenLosses, Losses, LossFunction, LossOrPair } from "./contract/losses.ts";
export { type ContrastiveOptions, contrastive } from "./contrastive.ts";
export { cosineProximity } from "./cosine-proximity.ts";
export { type CtcOptions, type CtcTarget, ctc } from "./ctc.ts";
export { type DiceOptions, dice } from "./dice.ts";
export { gaussianNegativeLogLikelihood } from "./gaussian-negative-log-likelihood.ts";
export { hinge } from "./hinge.ts";
export { type HuberOptions, huber } from "./huber.ts";
export { ignoring } from "./ignoring.ts";
export { type InfoNceOptions, infoNce } from "./info-nce.ts";
export { klDivergence } from "./kl-divergence.ts";
export { logCosh } from "./log-cosh.ts";
export { type MarginRankingOptions, marginRanking } from "./margin-ranking.ts";
export { meanAbsoluteError } from "./mean-absolute-error.ts";
export { meanAbsolutePercentageError } from "./mean-absolute-percentage-error.ts";
export { meanSquaredError } from "./mean-squared-error.ts";
export { meanSquaredLogarithmicError } from "./mean-squared-logarithmic-error.ts";
export { type NtXentOptions, ntXent } from "./nt-xent.ts";
export { type PinballOptions, pinball } from "./pinball.ts";
export { poisson } from "./poisson.ts";
export { sigmoidCrossEntropy } from "./sigmoid-cross-entropy.ts";
export { type SigmoidFocalOptions, sigmoidFocal } from "./sigmoid-focal.ts";
export {
  type SmoothedSoftmaxCrossEntropyOptions,
  smoothedSoftmaxCrossEntropy,
} from "./smoothed-softmax-cross-entropy.ts";
export {
  type SmoothedSparseSoftmaxCrossEntropyOptions,
  smoothedSparseSoftmaxCrossEntropy,
} from "./smoothed-sparse-softmax-cross-entropy.ts";
export { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";
export { type SoftmaxFocalOptions, softmaxFocal } from "./softmax-focal.ts";
export { sparseCategoricalCrossEntropy } from "./sparse-categorical-cross-entropy.ts";
export { sparseSoftmaxCrossEntropy } from "./sparse-softmax-cross-entropy.ts";
export { type SparseSoftmaxFocalOptions, sparseSoftmaxFocal } from "./sparse-softmax-focal.ts";
export { squaredHinge } from "./squared-hinge.ts";
export { type TripletOptions, triplet } from "./triplet.ts";
export { type TverskyOptions, tversky } from "./tversky.ts";
export { weighted } from "./weighted.ts";
