import * as arithmetic from "./arithmetic.ts";
import { castPrimitive } from "./cast.ts";
import * as comparison from "./comparison.ts";
import { condPrimitive } from "./cond.ts";
import { constantPrimitive } from "./constant.ts";
import * as convolution from "./convolution/convolution.ts";
import { customPrimitive } from "./custom.ts";
import * as functions from "./functions.ts";
import { fusedPrimitive } from "./fused.ts";
import { gemmPrimitive } from "./gemm.ts";
import { identityPrimitive, stopGradientPrimitive } from "./identity.ts";
import * as indexing from "./indexing.ts";
import { iotaPrimitive } from "./iota.ts";
import { loopPrimitive } from "./loop/loop.ts";
import { whileBackPrimitive } from "./loop/while-back.ts";
import { matmulPrimitive } from "./matmul.ts";
import * as movement from "./movement.ts";
import { scaleChannelsPrimitive } from "./normalization/scale-channels.ts";
import { standardizePrimitive } from "./normalization/standardize.ts";
import * as order from "./order.ts";
import { averagePoolPrimitive } from "./pooling/average-pool.ts";
import { maxPoolPrimitive } from "./pooling/max-pool.ts";
import { maxUnpoolPrimitive } from "./pooling/max-unpool.ts";
import { positivePrimitive } from "./positive.ts";
import { randomBitsPrimitive } from "./random.ts";
import * as reductions from "./reductions.ts";
import { logSoftmaxPrimitive, softmaxPrimitive } from "./softmax.ts";
import { splitPrimitive } from "./split.ts";

/** Every primitive there is. All else is composed of these; the conformance suite goes through them one by one. */
export const primitives = {
  abs: arithmetic.absPrimitive,
  acos: functions.acosPrimitive,
  add: arithmetic.addPrimitive,
  addAlongAxis: indexing.addAlongAxisPrimitive,
  argmax: order.argmaxPrimitive,
  argmin: order.argminPrimitive,
  asin: functions.asinPrimitive,
  atan: functions.atanPrimitive,
  averagePool: averagePoolPrimitive,
  broadcastTo: movement.broadcastToPrimitive,
  cast: castPrimitive,
  ceil: functions.ceilPrimitive,
  clip: functions.clipPrimitive,
  concat: movement.concatPrimitive,
  cond: condPrimitive,
  constant: constantPrimitive,
  conv: convolution.convPrimitive,
  convTranspose: convolution.convTransposePrimitive,
  convWeights: convolution.convWeightsPrimitive,
  cos: functions.cosPrimitive,
  cosh: functions.coshPrimitive,
  cumsum: order.cumsumPrimitive,
  custom: customPrimitive,
  div: arithmetic.divPrimitive,
  equal: comparison.equalPrimitive,
  erf: functions.erfPrimitive,
  exp: functions.expPrimitive,
  expm1: functions.expm1Primitive,
  floor: functions.floorPrimitive,
  floorDiv: arithmetic.floorDivPrimitive,
  fused: fusedPrimitive,
  gather: indexing.gatherPrimitive,
  gemm: gemmPrimitive,
  identity: identityPrimitive,
  iota: iotaPrimitive,
  isNaN: comparison.isNaNPrimitive,
  less: comparison.lessPrimitive,
  lessEqual: comparison.lessEqualPrimitive,
  log: functions.logPrimitive,
  log1p: functions.log1pPrimitive,
  logSoftmax: logSoftmaxPrimitive,
  logicalAnd: comparison.andPrimitive,
  logicalNot: comparison.notPrimitive,
  logicalOr: comparison.orPrimitive,
  logicalXor: comparison.xorPrimitive,
  loop: loopPrimitive,
  matmul: matmulPrimitive,
  max: reductions.maxPrimitive,
  maxPool: maxPoolPrimitive,
  maxUnpool: maxUnpoolPrimitive,
  maximum: arithmetic.maximumPrimitive,
  min: reductions.minPrimitive,
  minimum: arithmetic.minimumPrimitive,
  mod: arithmetic.modPrimitive,
  mul: arithmetic.mulPrimitive,
  neg: arithmetic.negPrimitive,
  pad: movement.padPrimitive,
  positive: positivePrimitive,
  pow: arithmetic.powPrimitive,
  prod: reductions.prodPrimitive,
  randomBits: randomBitsPrimitive,
  reciprocal: functions.reciprocalPrimitive,
  relu: functions.reluPrimitive,
  reshape: movement.reshapePrimitive,
  round: functions.roundPrimitive,
  scaleChannels: scaleChannelsPrimitive,
  scatter: indexing.scatterPrimitive,
  sigmoid: functions.sigmoidPrimitive,
  sign: arithmetic.signPrimitive,
  sin: functions.sinPrimitive,
  sinh: functions.sinhPrimitive,
  slice: movement.slicePrimitive,
  softmax: softmaxPrimitive,
  split: splitPrimitive,
  sqrt: functions.sqrtPrimitive,
  standardize: standardizePrimitive,
  stopGradient: stopGradientPrimitive,
  sub: arithmetic.subPrimitive,
  sum: reductions.sumPrimitive,
  takeAlongAxis: indexing.takeAlongAxisPrimitive,
  tan: functions.tanPrimitive,
  tanh: functions.tanhPrimitive,
  topK: order.topKPrimitive,
  transpose: movement.transposePrimitive,
  where: comparison.wherePrimitive,
  whileBack: whileBackPrimitive,
} as const;

export type PrimitiveName = keyof typeof primitives;
