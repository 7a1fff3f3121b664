import { type AnyTensor, Tensor } from "./core/tensor.ts";
import type { NestedArray } from "./evaluation/data.ts";
import * as data from "./evaluation/data.ts";
import { clip, matmul, rsqrt, square } from "./operations/arithmetic.ts";
import {
  type ConvOptions,
  type ConvTransposeOptions,
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  convTranspose3d,
} from "./operations/convolution.ts";
import { type GeluOptions, gelu } from "./operations/gelu.ts";
import {
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
import { cholesky } from "./operations/linear-algebra/cholesky.ts";
import { determinant, logDeterminant } from "./operations/linear-algebra/determinant.ts";
import { eigh } from "./operations/linear-algebra/eigh.ts";
import { inverse } from "./operations/linear-algebra/inverse.ts";
import { solve } from "./operations/linear-algebra/solve.ts";
import { type TriangularOptions, triangularSolve } from "./operations/linear-algebra/triangular-solve.ts";
import {
  type AveragePoolOptions,
  averagePool1d,
  averagePool2d,
  averagePool3d,
  type MaxPoolOptions,
  maxPool1d,
  maxPool2d,
  maxPool3d,
} from "./operations/pooling.ts";
import {
  broadcastTo,
  concatWith,
  expandDims,
  flip,
  type PadWidths,
  pad,
  reshape,
  type SliceEntry,
  slice,
  splitAlong,
  squeeze,
  tile,
  transpose,
  tril,
  triu,
} from "./operations/shaping.ts";
import {
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
import type { PerAxis } from "./operations/windows.ts";
import type { Operand } from "./primitives/arithmetic.ts";
import * as arithmetic from "./primitives/arithmetic.ts";
import { cast } from "./primitives/cast.ts";
import * as comparison from "./primitives/comparison.ts";
import * as functions from "./primitives/functions.ts";
import type { ReductionOptions } from "./primitives/reductions.ts";
import * as reductions from "./primitives/reductions.ts";
// Types only: whoever imports the package has the names of all primitives with it.
import type {} from "./primitives/table.ts";
import type { DType, Elements, Scalar } from "./values/dtype.ts";
import type { Shape } from "./values/shape.ts";

type Axes = number | readonly number[];

/** Every operation as a method: `x.add(y)` is `add(x, y)`. What each does stands with the function. */
export interface TensorMethods<D extends DType> {
  /** The elements as a typed array (a copy), computed if need be. */
  data(): Promise<Elements[D]>;
  /** The one element. */
  item(): Promise<Scalar[D]>;
  /** Nested arrays. */
  array(): Promise<NestedArray<Scalar[D]>>;
  /** Writes the tensor to the console, as NumPy would. */
  print(): Promise<void>;

  add(y: Operand<D>): Tensor<D>;
  sub(y: Operand<D>): Tensor<D>;
  mul(y: Operand<D>): Tensor<D>;
  div(y: Operand<D>): Tensor<D>;
  pow(y: Operand<D>): Tensor<D>;
  mod(y: Operand<D>): Tensor<D>;
  floorDiv(y: Operand<D>): Tensor<D>;
  maximum(y: Operand<D>): Tensor<D>;
  minimum(y: Operand<D>): Tensor<D>;
  neg(): Tensor<D>;
  abs(): Tensor<D>;
  sign(): Tensor<D>;
  exp(): Tensor<D>;
  expm1(): Tensor<D>;
  log(): Tensor<D>;
  log1p(): Tensor<D>;
  sqrt(): Tensor<D>;
  rsqrt(): Tensor<D>;
  square(): Tensor<D>;
  reciprocal(): Tensor<D>;
  sin(): Tensor<D>;
  cos(): Tensor<D>;
  tan(): Tensor<D>;
  asin(): Tensor<D>;
  acos(): Tensor<D>;
  atan(): Tensor<D>;
  sinh(): Tensor<D>;
  cosh(): Tensor<D>;
  tanh(): Tensor<D>;
  sigmoid(): Tensor<D>;
  relu(): Tensor<D>;
  gelu(options?: GeluOptions): Tensor<D>;
  erf(): Tensor<D>;
  floor(): Tensor<D>;
  ceil(): Tensor<D>;
  round(): Tensor<D>;
  clip(low: Operand<D>, high: Operand<D>): Tensor<D>;

  equal(y: Operand<D>): Tensor<"bool">;
  notEqual(y: Operand<D>): Tensor<"bool">;
  greater(y: Operand<D>): Tensor<"bool">;
  greaterEqual(y: Operand<D>): Tensor<"bool">;
  less(y: Operand<D>): Tensor<"bool">;
  lessEqual(y: Operand<D>): Tensor<"bool">;
  isNaN(): Tensor<"bool">;
  isFinite(): Tensor<"bool">;
  logicalAnd(y: Operand<D>): Tensor<"bool">;
  logicalOr(y: Operand<D>): Tensor<"bool">;
  logicalXor(y: Operand<D>): Tensor<"bool">;
  logicalNot(): Tensor<"bool">;
  /** On a boolean tensor: x where it is true, else y. */
  where<E extends DType>(x: Tensor<E>, y: Operand<E>): Tensor<E>;
  where<E extends DType>(x: Operand<E>, y: Tensor<E>): Tensor<E>;
  where(x: number, y: number): Tensor<"float32">;

  sum(axis?: Axes, options?: ReductionOptions): Tensor<D>;
  prod(axis?: Axes, options?: ReductionOptions): Tensor<D>;
  max(axis?: Axes, options?: ReductionOptions): Tensor<D>;
  min(axis?: Axes, options?: ReductionOptions): Tensor<D>;
  mean(axis?: Axes, options?: ReductionOptions): Tensor<D>;
  variance(axis?: Axes, options?: ReductionOptions & { readonly correction?: number }): Tensor<D>;
  std(axis?: Axes, options?: ReductionOptions & { readonly correction?: number }): Tensor<D>;
  norm(axis?: Axes, options?: ReductionOptions & { readonly order?: 1 | 2 | typeof Infinity }): Tensor<D>;
  any(axis?: Axes, options?: ReductionOptions): Tensor<"bool">;
  all(axis?: Axes, options?: ReductionOptions): Tensor<"bool">;
  argmax(axis?: number, options?: ReductionOptions): Tensor<"int32">;
  argmin(axis?: number, options?: ReductionOptions): Tensor<"int32">;
  softmax(axis?: number): Tensor<D>;
  logSoftmax(axis?: number): Tensor<D>;
  logSumExp(axis?: Axes, options?: ReductionOptions): Tensor<D>;
  cumsum(axis?: number, options?: { readonly reverse?: boolean }): Tensor<D>;
  sort(axis?: number, options?: { readonly descending?: boolean }): Tensor<D>;
  argsort(axis?: number, options?: { readonly descending?: boolean }): Tensor<"int32">;
  topK(k: number, axis?: number, options?: { readonly largest?: boolean }): [Tensor<D>, Tensor<"int32">];

  matmul(y: Tensor<D>): Tensor<D>;
  conv1d(w: Tensor<D>, options?: ConvOptions<D>): Tensor<D>;
  conv2d(w: Tensor<D>, options?: ConvOptions<D>): Tensor<D>;
  conv3d(w: Tensor<D>, options?: ConvOptions<D>): Tensor<D>;
  convTranspose1d(w: Tensor<D>, options?: ConvTransposeOptions): Tensor<D>;
  convTranspose2d(w: Tensor<D>, options?: ConvTransposeOptions): Tensor<D>;
  convTranspose3d(w: Tensor<D>, options?: ConvTransposeOptions): Tensor<D>;
  maxPool1d(size: PerAxis, options?: MaxPoolOptions): Tensor<D>;
  maxPool2d(size: PerAxis, options?: MaxPoolOptions): Tensor<D>;
  maxPool3d(size: PerAxis, options?: MaxPoolOptions): Tensor<D>;
  averagePool1d(size: PerAxis, options?: AveragePoolOptions): Tensor<D>;
  averagePool2d(size: PerAxis, options?: AveragePoolOptions): Tensor<D>;
  averagePool3d(size: PerAxis, options?: AveragePoolOptions): Tensor<D>;
  cholesky(): Tensor<D>;
  solve(b: Tensor<D>): Tensor<D>;
  triangularSolve(b: Tensor<D>, options?: TriangularOptions): Tensor<D>;
  inverse(): Tensor<D>;
  determinant(): Tensor<D>;
  logDeterminant(): [sign: Tensor<D>, log: Tensor<D>];
  eigh(): [values: Tensor<D>, vectors: Tensor<D>];
  cast<E extends DType>(dtype: E): Tensor<E>;
  reshape(shape: Shape): Tensor<D>;
  transpose(axes?: readonly number[]): Tensor<D>;
  expandDims(axis: number): Tensor<D>;
  squeeze(axis?: Axes): Tensor<D>;
  broadcastTo(shape: Shape): Tensor<D>;
  slice(...entries: readonly SliceEntry[]): Tensor<D>;
  split(parts: number | readonly number[], axis?: number): Tensor<D>[];
  concat(others: Tensor<D> | readonly Tensor<D>[], axis?: number): Tensor<D>;
  flip(axis?: Axes): Tensor<D>;
  pad(widths: PadWidths, value?: number): Tensor<D>;
  tile(repeats: Axes): Tensor<D>;
  tril(offset?: number): Tensor<D>;
  triu(offset?: number): Tensor<D>;
  gather(indices: AnyTensor, axis?: number): Tensor<D>;
  takeAlongAxis(indices: AnyTensor, axis?: number): Tensor<D>;
  scatter(indices: AnyTensor, updates: Tensor<D>, axis?: number): Tensor<D>;
  scatterAdd(indices: AnyTensor, updates: Tensor<D>, axis?: number): Tensor<D>;
  oneHot<E extends DType = "float32">(depth: number, options?: { readonly dtype?: E }): Tensor<E>;
}

declare module "./core/tensor.ts" {
  interface Tensor<D extends DType> extends TensorMethods<D> {}
}

const methods: { readonly [Name in keyof TensorMethods<DType>]: (x: never, ...args: never[]) => unknown } = {
  data: data.tensorData,
  item: data.item,
  array: data.array,
  print: data.print,
  add: arithmetic.add,
  sub: arithmetic.sub,
  mul: arithmetic.mul,
  div: arithmetic.div,
  pow: arithmetic.pow,
  mod: arithmetic.mod,
  floorDiv: arithmetic.floorDiv,
  maximum: arithmetic.maximum,
  minimum: arithmetic.minimum,
  neg: arithmetic.neg,
  abs: arithmetic.abs,
  sign: arithmetic.sign,
  exp: functions.exp,
  expm1: functions.expm1,
  log: functions.log,
  log1p: functions.log1p,
  sqrt: functions.sqrt,
  rsqrt,
  square,
  reciprocal: functions.reciprocal,
  sin: functions.sin,
  cos: functions.cos,
  tan: functions.tan,
  asin: functions.asin,
  acos: functions.acos,
  atan: functions.atan,
  sinh: functions.sinh,
  cosh: functions.cosh,
  tanh: functions.tanh,
  sigmoid: functions.sigmoid,
  relu: functions.relu,
  gelu,
  erf: functions.erf,
  floor: functions.floor,
  ceil: functions.ceil,
  round: functions.round,
  clip,
  equal: comparison.equal,
  notEqual: comparison.notEqual,
  greater: comparison.greater,
  greaterEqual: comparison.greaterEqual,
  less: comparison.less,
  lessEqual: comparison.lessEqual,
  isNaN: comparison.isNaN,
  isFinite: comparison.isFinite,
  logicalAnd: comparison.logicalAnd,
  logicalOr: comparison.logicalOr,
  logicalXor: comparison.logicalXor,
  logicalNot: comparison.logicalNot,
  where: comparison.where,
  sum: reductions.sum,
  prod: reductions.prod,
  max: reductions.max,
  min: reductions.min,
  mean,
  variance,
  std,
  norm,
  any,
  all,
  argmax,
  argmin,
  softmax,
  logSoftmax,
  logSumExp,
  cumsum,
  sort,
  argsort,
  topK,
  matmul,
  cholesky,
  solve,
  triangularSolve,
  inverse,
  determinant,
  logDeterminant,
  eigh,
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  convTranspose3d,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  averagePool1d,
  averagePool2d,
  averagePool3d,
  cast,
  reshape,
  transpose,
  expandDims,
  squeeze,
  broadcastTo,
  slice,
  split: splitAlong,
  concat: concatWith,
  flip,
  pad,
  tile,
  tril,
  triu,
  gather,
  takeAlongAxis,
  scatter,
  scatterAdd,
  oneHot,
};

for (const [name, operation] of Object.entries(methods)) {
  const run = operation as (...args: unknown[]) => unknown;
  Object.defineProperty(Tensor.prototype, name, {
    value: function (this: Tensor, ...args: unknown[]) {
      return run(this, ...args);
    },
    writable: true,
    configurable: true,
  });
}
