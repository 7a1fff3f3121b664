export type { Loss, TargetKind } from "./loss.ts";
export { sparseSoftmaxCrossEntropy } from "./sparse-softmax-cross-entropy.ts";
