import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import type { Attribute } from "../../onnx/model.ts";
import { isNaN as isNotANumber } from "../../primitives/comparison.ts";
import { full, literal } from "../../primitives/constant.ts";
import { fused } from "../../primitives/fused.ts";
import type { FloatDType } from "../../values/dtype.ts";
import { concat } from "../shaping.ts";
import type { Direction, Lengths } from "./weights.ts";

interface Operator extends Direction {
  readonly op: "LSTM" | "GRU" | "RNN";
  readonly lengths: Lengths;
  /** Steps first: [T, N, F]. */
  readonly rows: AnyTensor;
  readonly input: AnyTensor;
  readonly recurrent: AnyTensor;
  readonly biases: readonly (AnyTensor | undefined)[];
  /** The places of the operator's gates among ours. */
  readonly order: readonly number[];
  /** Before the first step; left out: zeros. */
  readonly states: readonly (AnyTensor | undefined)[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** Columns in groups of H, in another order. */
const regroup = (x: AnyTensor, order: readonly number[], axis: number): AnyTensor => {
  const gates = x.split(order.length, axis);
  return concat(
    order.map((place) => gates[place]!),
    axis,
  );
};

/**
 * Composed results as the runtime's recurrent operator: `outputs` [T, N, H] and the last states [N, H]. It has float32
 * kernels only. The weights are turned into its layout in the graph, so that a file keeps them as they are.
 */
export const recurrentOperator = (
  { op, lengths: { h }, rows, input, recurrent, biases, order, states, reverse, attributes }: Operator,
  [outputs, ...last]: readonly AnyTensor[],
): readonly AnyTensor[] => {
  // Without sequences, features or units the operator ends the process.
  if (rows.dtype !== "float32" || rows.size === 0 || h === 0) return [outputs!, ...last];
  const matrix = (w: AnyTensor) => regroup(w, order, 1).transpose().expandDims(0);
  const row = (bias: AnyTensor | undefined) =>
    bias ? regroup(bias, order, 0) : full([order.length * h], 0, rows.dtype as FloatDType);
  const given = [
    rows,
    matrix(input),
    matrix(recurrent),
    biases.some((each) => each) ? concat([row(biases[0]), row(biases[1])]).expandDims(0) : undefined,
    undefined,
    ...states.map((state) => state?.expandDims(0)),
  ];
  const operands = given.filter((each) => each !== undefined);
  const lost = lostNaN(rows, [input, recurrent, ...biases], states, reverse);
  const lostLast = lost.slice(reverse ? 0 : -1);
  const results = [outputs!.expandDims(1), ...last.map((each) => each.expandDims(0))];
  const [y, ...ends] = fused(results, [...operands, lost.expandDims(1), lostLast.expandDims(0)], {
    op,
    added: results.map((_, i) => operands.length + Math.min(i, 1)),
    slots: given.map((each) => (each ? operands.indexOf(each) : -1)),
    attributes: { hidden_size: h, ...(reverse ? { direction: "reverse" } : {}), ...attributes },
  });
  return [y!.squeeze(1), ...ends.map((each) => each.squeeze(0))];
};

/**
 * The operators clip what goes into a gate and make a number of NaN: a model that has diverged would predict as if
 * nothing were wrong. NaN for each sequence from the step on that it comes in with, [T, N, 1], and 0 elsewhere.
 */
const lostNaN = (
  rows: AnyTensor,
  weights: readonly (AnyTensor | undefined)[],
  states: readonly (AnyTensor | undefined)[],
  reverse = false,
): AnyTensor => {
  const sums = [
    ...weights.map((each) => each?.sum()),
    ...states.map((each) => each?.sum(-1, { keepDims: true })),
  ].filter((each) => each !== undefined);
  const total = sums.reduce((a, b) => a.add(b), rows.sum(-1, { keepDims: true }));
  const count = isNotANumber(total).cast("int32").cumsum(0, { reverse });
  return count.greater(0).where(literal(Number.NaN, rows.dtype), literal(0, rows.dtype));
};

/** Steps first, as loops walk; and back. */
export const swapped = <D extends FloatDType>(x: Tensor<D>): Tensor<D> => x.transpose([1, 0, 2]);
