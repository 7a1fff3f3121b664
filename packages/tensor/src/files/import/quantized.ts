import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import type { Narrow } from "../../onnx/model.ts";
import type { FloatDType } from "../../values/dtype.ts";
import { boundsOf } from "../carriers.ts";
import type { Call, Translation } from "./call.ts";
import { convolved } from "./convolution.ts";
import { asNarrow, narrowOf } from "./narrow.ts";
import { positive } from "./places.ts";

/** A number for all, or one for each place along an axis. */
const along = (each: AnyTensor, x: AnyTensor, axis: number): AnyTensor =>
  each.size === 1 ? each.reshape([]) : each.reshape(x.shape.map((length, i) => (i === axis ? length : 1)));

const axisOf = (call: Call, x: AnyTensor): number => {
  if (call.integer("block_size", 0) !== 0) throw call.refuse("it has a scale for each block of an axis (block_size)");
  return positive(call.integer("axis", 1), x.rank);
};

/** ⌊x / s⌉ + z within the bounds of its type; as it is a step, its slope is 0. */
const quantized = (x: AnyTensor, scale: AnyTensor, zero: AnyTensor | undefined, type: Narrow): AnyTensor => {
  const [low, high] = boundsOf[type];
  const steps = x.div(scale).round();
  const shifted = zero ? steps.add(zero.cast(x.dtype)) : steps;
  return asNarrow(shifted.clip(low, high).cast("int32"), type);
};

/** (q − z) s */
const real = (q: AnyTensor, scale: AnyTensor, zero: AnyTensor | undefined): AnyTensor =>
  (zero ? q.sub(zero) : q).cast(scale.dtype).mul(scale);

const typeOf = (call: Call, zero: AnyTensor | undefined): Narrow => {
  const type = zero ? narrowOf(zero) : "uint8";
  if (type) return type;
  throw call.refuse("it makes whole numbers of more bits than 16");
};

/** Sums of products of whole numbers are exact as float64. */
const wide = (x: AnyTensor, zero: AnyTensor | undefined): Tensor<FloatDType> =>
  (zero ? x.sub(zero) : x).cast("float64");

const product = (a: AnyTensor, aZero: AnyTensor | undefined, b: AnyTensor, bZero: AnyTensor | undefined): AnyTensor => {
  const rows = aZero && (aZero.size === 1 ? aZero.reshape([]) : aZero.reshape([...aZero.shape.slice(0, 1), 1]));
  const columns = bZero && (bZero.size === 1 ? bZero.reshape([]) : bZero);
  return wide(a, rows).matmul(wide(b, columns) as never);
};

/** A scale, or a zero, for each channel that comes out. */
const ofOutputs = (each: AnyTensor, w: AnyTensor): AnyTensor => along(each, w, 0);

export const quantizing = {
  ConvInteger: (call) => {
    const [x, w, xZero, wZero] = [call.input(0), call.input(1), call.optional(2), call.optional(3)];
    return convolved(call, wide(x, xZero?.reshape([])), wide(w, wZero && ofOutputs(wZero, w)), undefined).cast("int32");
  },
  DequantizeLinear: (call) => {
    const [q, scale, zero] = [call.input(0), call.input(1), call.optional(2)];
    const axis = axisOf(call, q);
    if (call.integer("output_dtype", 1) !== 1) throw call.refuse("it makes other numbers than float32 (output_dtype)");
    return real(q, along(scale, q, axis), zero && along(zero, q, axis));
  },
  DynamicQuantizeLinear: (call) => {
    const x = call.input(0);
    const [low, high] = [x.min().minimum(0), x.max().maximum(0)];
    const range = high.sub(low);
    // Of nothing but zeros any scale would do.
    const scale = range.equal(0).where(1 as never, range.div(255));
    const zero = asNarrow(low.neg().div(scale).clip(0, 255).round().cast("int32"), "uint8");
    return [quantized(x, scale, zero, "uint8"), scale, zero];
  },
  MatMulInteger: (call) => product(call.input(0), call.optional(2), call.input(1), call.optional(3)).cast("int32"),
  QLinearConv: (call) => {
    const [x, xScale, xZero, w, wScale, wZero, yScale, yZero] = [0, 1, 2, 3, 4, 5, 6, 7].map(call.input) as AnyTensor[];
    const sums = convolved(
      call,
      wide(x!, xZero!.reshape([])),
      wide(w!, ofOutputs(wZero!, w!)),
      call.optional(8)?.cast("float64") as Tensor<FloatDType> | undefined,
    );
    const factor = xScale!.reshape([]).mul(along(wScale!, sums, 1) as never);
    return quantized(
      sums.cast("float32").mul(factor as never),
      yScale!.reshape([]),
      yZero!.reshape([]),
      typeOf(call, yZero),
    );
  },
  QLinearMatMul: (call) => {
    const [a, aScale, aZero, b, bScale, bZero, yScale, yZero] = [0, 1, 2, 3, 4, 5, 6, 7].map(call.input) as AnyTensor[];
    if (aScale!.size > 1) throw call.refuse("it has a scale for each row");
    const sums = product(a!, aZero, b!, bZero).cast("float32");
    const factor = aScale!.reshape([]).mul((bScale!.size === 1 ? bScale!.reshape([]) : bScale!) as never);
    return quantized(sums.mul(factor as never), yScale!.reshape([]), yZero!.reshape([]), typeOf(call, yZero));
  },
  QuantizeLinear: (call) => {
    const [x, scale, zero] = [call.input(0), call.input(1), call.optional(2)];
    const axis = axisOf(call, x);
    // About float8.
    call.ignore("saturate");
    if (call.integer("precision", 0) > 1) throw call.refuse("it computes with other numbers than float32 (precision)");
    const asked = call.integer("output_dtype", 0);
    const type = asked === 0 ? typeOf(call, zero) : ({ 2: "uint8", 3: "int8" } as const)[asked];
    if (!type) throw call.refuse("it makes whole numbers of another type than int8 or uint8 (output_dtype)");
    return quantized(x.cast(scale.dtype), along(scale, x, axis), zero && along(zero, x, axis), type);
  },
} satisfies Readonly<Record<string, Translation>>;
