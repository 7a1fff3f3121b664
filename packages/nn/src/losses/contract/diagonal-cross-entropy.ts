import { eye, type Tensor } from "@kaviar/tensor";

/** Softmax cross entropy where the right answer of row i is column i: [N, N] scores give [N]. */
export const diagonalCrossEntropy = (scores: Tensor): Tensor =>
  scores.logSoftmax(-1).mul(eye(scores.shape[0]!)).sum(-1).neg();
