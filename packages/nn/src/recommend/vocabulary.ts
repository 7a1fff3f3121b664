import { exponential } from "../activations/exponential.ts";
import { relu } from "../activations/relu.ts";
import { randomShift } from "../augmentation/random-shift.ts";
import { sequential } from "../layers/combinators/sequential.ts";
import { conv2d } from "../layers/convolution/conv.ts";
import { dense } from "../layers/core/dense.ts";
import { embedding } from "../layers/embedding/embedding.ts";
import { batchNorm } from "../layers/normalization/batch-norm.ts";
import { normalize } from "../layers/normalization/normalize.ts";
import { globalAveragePool } from "../layers/pooling/global-pool.ts";
import { maxPool } from "../layers/pooling/max-pool.ts";
import { gru } from "../layers/recurrent/gru.ts";
import { dropout } from "../layers/regularization/dropout.ts";
import { channelsFirst } from "../layers/shaping/channels-first.ts";
import { flatten } from "../layers/shaping/flatten.ts";
import { reshape } from "../layers/shaping/reshape.ts";
import { huber } from "../losses/huber.ts";
import { meanSquaredError } from "../losses/mean-squared-error.ts";
import { poisson } from "../losses/poisson.ts";
import { sigmoidCrossEntropy } from "../losses/sigmoid-cross-entropy.ts";
import { softmaxCrossEntropy } from "../losses/softmax-cross-entropy.ts";
import { sparseSoftmaxCrossEntropy } from "../losses/sparse-softmax-cross-entropy.ts";
import { squaredHinge } from "../losses/squared-hinge.ts";
import { accuracy } from "../metrics/accuracy.ts";
import { balancedAccuracy } from "../metrics/balanced-accuracy.ts";
import { f1 } from "../metrics/f-beta.ts";
import { mae } from "../metrics/mae.ts";
import { mse } from "../metrics/mse.ts";
import { prAuc } from "../metrics/pr-auc.ts";
import { r2 } from "../metrics/r2.ts";
import { rmse } from "../metrics/rmse.ts";
import { rocAuc } from "../metrics/roc-auc.ts";
import { adagrad } from "../optimizers/adagrad.ts";
import { adam } from "../optimizers/adam.ts";
import { chain } from "../optimizers/chain.ts";
import { clipByGlobalNorm } from "../optimizers/clip-by-global-norm.ts";
import { rmsprop } from "../optimizers/rmsprop.ts";
import { l2 } from "../regularizers/l2.ts";

/** What recommendations are made of, under the names that it is exported by. */
export const vocabulary = {
  accuracy,
  adagrad,
  adam,
  balancedAccuracy,
  batchNorm,
  chain,
  channelsFirst,
  clipByGlobalNorm,
  conv2d,
  dense,
  dropout,
  embedding,
  exponential,
  f1,
  flatten,
  globalAveragePool,
  gru,
  huber,
  l2,
  mae,
  maxPool,
  meanSquaredError,
  mse,
  normalize,
  poisson,
  prAuc,
  r2,
  randomShift,
  relu,
  reshape,
  rmse,
  rmsprop,
  rocAuc,
  sequential,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
  squaredHinge,
} as const;
