import "./methods.ts";

export { type CardKind, cards, type IndexedCard } from "./calculus/cards.ts";
export { checkGradients, type DerivativeCheck, type GradientCheck } from "./calculus/check-gradients.ts";
export { type ConstrainedResult, constrained } from "./calculus/constrained.ts";
export { type Convexity, type ConvexityWitness, convexity } from "./calculus/convexity.ts";
export { type CriticalKind, type CriticalPoint, criticalPoint, type Neighbourhood } from "./calculus/critical-point.ts";
export { lbfgs, type SearchResult } from "./calculus/lbfgs.ts";
export { type LocalMinimum, type MultiStartResult, multiStart } from "./calculus/multi-start.ts";
export { type NewtonResult, newton } from "./calculus/newton.ts";
export type { Point, Variables } from "./calculus/point.ts";
export type { Region } from "./calculus/region.ts";
export { type Compiled, compile } from "./compile/compile.ts";
export type { OnnxOptions } from "./compile/to-onnx.ts";
export { isTensor, Tensor } from "./core/tensor.ts";
export { TensorError, type TensorErrorCode } from "./errors/error.ts";
export { type DataOf, data, type NestedArray } from "./evaluation/data.ts";
export { configure, type Settings } from "./evaluation/settings.ts";
export { type ImportedModel, type ImportOptions, importOnnx, type Tensors } from "./files/import-onnx.ts";
export { type OnnxFile, openOnnx } from "./files/open-onnx.ts";
export type { TensorMethods } from "./methods.ts";
export type { OnnxPort } from "./onnx/decode.ts";
export { type ExternalData, externalFiles, withExternalData } from "./onnx/external-data.ts";
export { clip, matmul, rsqrt, square } from "./operations/arithmetic.ts";
export {
  type ConvOptions,
  type ConvTransposeOptions,
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  convTranspose3d,
} from "./operations/convolution.ts";
export {
  arange,
  eye,
  full,
  linspace,
  type Nested,
  ones,
  onesLike,
  tensor,
  zeros,
  zerosLike,
} from "./operations/creation.ts";
export { einsum } from "./operations/einsum.ts";
export { type GeluOptions, gelu } from "./operations/gelu.ts";
export {
  argsort,
  cumsum,
  gather,
  oneHot,
  scatter,
  scatterAdd,
  sort,
  takeAlongAxis,
  topK,
} from "./operations/indexing.ts";
export { cholesky } from "./operations/linear-algebra/cholesky.ts";
export { determinant, logDeterminant } from "./operations/linear-algebra/determinant.ts";
export { eigh } from "./operations/linear-algebra/eigh.ts";
export { inverse } from "./operations/linear-algebra/inverse.ts";
export { solve } from "./operations/linear-algebra/solve.ts";
export { type TriangularOptions, triangularSolve } from "./operations/linear-algebra/triangular-solve.ts";
export {
  type BatchNormalized,
  type BatchNormOptions,
  batchNorm,
  normalizeChannels,
} from "./operations/normalization.ts";
export {
  type AveragePoolOptions,
  averagePool1d,
  averagePool2d,
  averagePool3d,
  type MaxPoolOptions,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  type PoolOptions,
} from "./operations/pooling.ts";
export {
  bernoulli,
  categorical,
  fold,
  type Key,
  key,
  normal,
  permutation,
  split,
  uniform,
} from "./operations/random.ts";
export { type GruWeights, gru } from "./operations/recurrent/gru.ts";
export { type LstmOptions, type LstmResult, type LstmState, lstm } from "./operations/recurrent/lstm.ts";
export { type RnnOptions, rnn } from "./operations/recurrent/rnn.ts";
export type { RecurrentOptions, RecurrentResult, RecurrentWeights } from "./operations/recurrent/weights.ts";
export {
  broadcastTo,
  concat,
  expandDims,
  flip,
  type PadWidths,
  pad,
  reshape,
  type SliceEntry,
  slice,
  squeeze,
  stack,
  tile,
  transpose,
  tril,
  triu,
} from "./operations/shaping.ts";
export {
  all,
  any,
  argmax,
  argmin,
  logSoftmax,
  logSumExp,
  mean,
  norm,
  softmax,
  std,
  variance,
} from "./operations/statistics.ts";
export type { Padding, PerAxis, WindowOptions } from "./operations/windows.ts";
export { type Presences, presences } from "./presence/presence.ts";
export {
  abs,
  add,
  div,
  floorDiv,
  maximum,
  minimum,
  mod,
  mul,
  neg,
  type Operand,
  pow,
  sign,
  sub,
} from "./primitives/arithmetic.ts";
export { cast } from "./primitives/cast.ts";
export {
  equal,
  greater,
  greaterEqual,
  isFinite,
  isNaN,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  notEqual,
  where,
} from "./primitives/comparison.ts";
export {
  acos,
  asin,
  atan,
  ceil,
  cos,
  cosh,
  erf,
  exp,
  expm1,
  floor,
  log,
  log1p,
  reciprocal,
  relu,
  round,
  sigmoid,
  sin,
  sinh,
  sqrt,
  tan,
  tanh,
} from "./primitives/functions.ts";
export { max, min, prod, type ReductionOptions, sum } from "./primitives/reductions.ts";
export type { Device, Feed, Runtime, Session } from "./runtimes/runtime.ts";
export { releaseSessions, statistics } from "./runtimes/sessions.ts";
export { type WorkerRuntime, workerRuntime } from "./runtimes/worker/worker-runtime.ts";
export {
  flatten,
  type Leaf,
  leavesOf,
  mapStructure,
  type Structure,
  type StructurePath,
  unflatten,
} from "./tracing/structure.ts";
export { cond, loop, rematerialize, scan } from "./transformations/control.ts";
export { customDerivative } from "./transformations/custom-derivative.ts";
export { grad, hvp, jvp, stopGradient, valueAndGrad, vjp } from "./transformations/differentiate.ts";
export { hessian, type JacobianOf, jacobian } from "./transformations/jacobian.ts";
export { vmap } from "./transformations/vmap.ts";
export type { DType, Elements, FloatDType, Scalar } from "./values/dtype.ts";
export type { Shape } from "./values/shape.ts";
