import { anything, flag, oneOf } from "@kaviar/base/check";
import type { Tensor } from "../../core/tensor.ts";
import { optionsOf } from "../../errors/options.ts";
import { full } from "../../primitives/constant.ts";
import { scan } from "../../transformations/control.ts";
import type { FloatDType } from "../../values/dtype.ts";
import { recurrentOperator, swapped } from "./operator.ts";
import { lengthsOf, type RecurrentOptions, type RecurrentResult, type RecurrentWeights } from "./weights.ts";

export interface RnnOptions<D extends FloatDType = "float32"> extends RecurrentOptions<D> {
  /** tanh unless said. */
  readonly activation?: "tanh" | "relu";
}

const readRnn = optionsOf<RnnOptions<FloatDType>>()("rnn", {
  state: anything<Tensor<FloatDType>>().optional(),
  reverse: flag.default(false),
  activation: oneOf("tanh", "relu").default("tanh"),
});

/**
 * The plain recurrent net over sequences x [N, T, F] (Elman 1990): h ← tanh(xW + hR + b).
 *
 * ```ts
 * const { outputs, state } = rnn(x, { input, recurrent, bias });      // [F, H], [H, H], [H]
 * ```
 * Where no derivative is asked for, float32 with tanh runs as one operator of the runtime.
 */
export const rnn = <D extends FloatDType>(
  x: Tensor<D>,
  weights: RecurrentWeights<D>,
  given?: RnnOptions<D>,
): RecurrentResult<D> => {
  const { reverse, activation } = readRnn(given);
  const state = given?.state;
  const { input, recurrent, bias } = weights;
  const lengths = lengthsOf("rnn", 1, {
    x: [x, "N T F"],
    input: [input, "F H"],
    recurrent: [recurrent, "H H"],
    bias: [bias, "H"],
    state: [state, "N H"],
  });
  const rows = swapped(x);
  const projected = rows.matmul(input);
  const step = (h: Tensor<D>, row: Tensor<D>): [Tensor<D>, Tensor<D>] => {
    const sum = row.add(h.matmul(recurrent));
    const next = activation === "relu" ? sum.relu() : sum.tanh();
    return [next, next];
  };
  const start = state ?? (full([lengths.n, lengths.h], 0, x.dtype) as Tensor<D>);
  const [last, walked] = scan(step, start, bias ? projected.add(bias) : projected, { reverse });
  // States without bound overflow, and the operator's relu makes 0 of the NaN that comes of it.
  if (activation === "relu") return { outputs: swapped(walked), state: last };
  const [outputs, end] = recurrentOperator(
    {
      op: "RNN",
      lengths,
      rows,
      input,
      recurrent,
      biases: [bias, undefined],
      order: [0],
      states: [state],
      reverse,
    },
    [walked, last],
  ) as unknown as [Tensor<D>, Tensor<D>];
  return { outputs: swapped(outputs), state: end };
};
