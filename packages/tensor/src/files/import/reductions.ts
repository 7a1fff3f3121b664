import type { AnyTensor } from "../../core/tensor.ts";
import { all, any, argmax, argmin, logSumExp } from "../../operations/statistics.ts";
import type { ReductionOptions } from "../../primitives/reductions.ts";
import { isFloat } from "../../values/dtype.ts";
import type { Call, Translation } from "./call.ts";

type Reduce = (x: AnyTensor, axes: readonly number[] | undefined, options: ReductionOptions) => AnyTensor;

/** Over all axes where none are given, unless the file says that this means none. */
const over =
  (reduce: Reduce): Translation =>
  (call) => {
    const x = call.input(0);
    const given = call.integers("axes") ?? call.numbers(1);
    const none = call.flag("noop_with_empty_axes", false) ? [] : undefined;
    const axes = given && given.length > 0 ? given : none;
    return reduce(x, axes, { keepDims: call.flag("keepdims", true) });
  };

/** Of nothing the largest is −∞, and of truth values it is whether any is true. */
const extreme =
  (reduce: Reduce, ofTruth: Reduce, ofNothing: number): Reduce =>
  (x, axes, options) => {
    if (x.dtype === "bool") return ofTruth(x, axes, options);
    if (x.size > 0 || !isFloat(x.dtype)) return reduce(x, axes, options);
    return x.sum(axes, options).add(ofNothing);
  };

const number =
  (find: typeof argmax): Translation =>
  (call: Call) => {
    const x = call.input(0);
    const axis = call.integer("axis", 0);
    const options = { keepDims: call.flag("keepdims", true) };
    if (!call.flag("select_last_index", false)) return find(x, axis, options).cast("int64");
    const last = x.shape.at(axis)! - 1;
    return find(x.flip(axis), axis, options).neg().add(last).cast("int64");
  };

export const reductions = {
  ArgMax: number(argmax),
  ArgMin: number(argmin),
  ReduceL1: over((x, axes, options) => x.abs().sum(axes, options)),
  ReduceL2: over((x, axes, options) => x.norm(axes, options)),
  ReduceLogSum: over((x, axes, options) => x.sum(axes, options).log()),
  ReduceLogSumExp: over((x, axes, options) => (x.size > 0 ? logSumExp(x, axes, options) : x.sum(axes, options).log())),
  ReduceMax: over(extreme((x, axes, options) => x.max(axes, options), any, Number.NEGATIVE_INFINITY)),
  ReduceMean: over((x, axes, options) => x.mean(axes, options)),
  ReduceMin: over(extreme((x, axes, options) => x.min(axes, options), all, Number.POSITIVE_INFINITY)),
  ReduceProd: over((x, axes, options) => x.prod(axes, options)),
  ReduceSum: over((x, axes, options) => x.sum(axes, options)),
  ReduceSumSquare: over((x, axes, options) => x.square().sum(axes, options)),
} satisfies Readonly<Record<string, Translation>>;
