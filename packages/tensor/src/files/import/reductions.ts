import type { AnyTensor } from "../../core/tensor.ts";
import { argmax, argmin, logSumExp } from "../../operations/statistics.ts";
import type { ReductionOptions } from "../../primitives/reductions.ts";
import type { Call, Translation } from "./call.ts";

type Reduce = (x: AnyTensor, axes: readonly number[] | undefined, options: ReductionOptions) => AnyTensor;

/** Over all axes where none are given, unless the file says that this means none. */
const over =
  (reduce: Reduce): Translation =>
  (call) => {
    const x = call.input(0);
    const given = call.integers("axes") ?? call.numbers(1);
    const none = call.integer("noop_with_empty_axes", 0) === 1 ? [] : undefined;
    const axes = given && given.length > 0 ? given : none;
    return reduce(x, axes, { keepDims: call.integer("keepdims", 1) === 1 });
  };

const number =
  (find: typeof argmax): Translation =>
  (call: Call) => {
    if (call.integer("select_last_index", 0) === 1) throw call.refuse("it picks the last of equal elements");
    return find(call.input(0), call.integer("axis", 0), { keepDims: call.integer("keepdims", 1) === 1 }).cast("int64");
  };

export const reductions = {
  ArgMax: number(argmax),
  ArgMin: number(argmin),
  ReduceL1: over((x, axes, options) => x.abs().sum(axes, options)),
  ReduceL2: over((x, axes, options) => x.norm(axes, options)),
  ReduceLogSum: over((x, axes, options) => x.sum(axes, options).log()),
  ReduceLogSumExp: over((x, axes, options) => logSumExp(x, axes, options)),
  ReduceMax: over((x, axes, options) => x.max(axes, options)),
  ReduceMean: over((x, axes, options) => x.mean(axes, options)),
  ReduceMin: over((x, axes, options) => x.min(axes, options)),
  ReduceProd: over((x, axes, options) => x.prod(axes, options)),
  ReduceSum: over((x, axes, options) => x.sum(axes, options)),
  ReduceSumSquare: over((x, axes, options) => x.square().sum(axes, options)),
} satisfies Readonly<Record<string, Translation>>;
