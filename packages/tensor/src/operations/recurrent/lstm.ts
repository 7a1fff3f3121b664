import { anything, flag } from "@kaviar/base/check";
import type { Tensor } from "../../core/tensor.ts";
import { optionsOf } from "../../errors/options.ts";
import { full } from "../../primitives/constant.ts";
import { scan } from "../../transformations/control.ts";
import type { FloatDType } from "../../values/dtype.ts";
import { recurrentOperator, swapped } from "./operator.ts";
import { type Direction, lengthsOf, type RecurrentWeights } from "./weights.ts";

export interface LstmOptions<D extends FloatDType = "float32"> extends Direction {
  /** Output and cell before the first step, [N, H] each; zeros unless given. */
  readonly state?: LstmState<D> | undefined;
}

export interface LstmState<D extends FloatDType = "float32"> {
  readonly h: Tensor<D>;
  readonly c: Tensor<D>;
}

export interface LstmResult<D extends FloatDType = "float32"> {
  /** The output of each step, [N, T, H]. */
  readonly outputs: Tensor<D>;
  /** After the last step. */
  readonly state: LstmState<D>;
}

const readLstm = optionsOf<LstmOptions<FloatDType>>()("lstm", {
  state: anything<LstmState<FloatDType>>().optional(),
  reverse: flag.default(false),
});

/**
 * Long short-term memory over sequences x [N, T, F] (Hochreiter and Schmidhuber 1997), with the gates i, f, g, o:
 * c ← σ(f) c + σ(i) tanh(g), h ← σ(o) tanh(c).
 *
 * ```ts
 * const { outputs, state } = lstm(x, { input, recurrent, bias });      // [F, 4H], [H, 4H], [4H]
 * ```
 * Where no derivative is asked for, float32 runs as one operator of the runtime, whose rounding is not that of a scan.
 */
export const lstm = <D extends FloatDType>(
  x: Tensor<D>,
  weights: RecurrentWeights<D>,
  given?: LstmOptions<D>,
): LstmResult<D> => {
  const { reverse } = readLstm(given);
  const state = given?.state;
  const { input, recurrent, bias } = weights;
  const lengths = lengthsOf("lstm", 4, {
    x: [x, "N T F"],
    input: [input, "F 4H"],
    recurrent: [recurrent, "H 4H"],
    bias: [bias, "4H"],
    h: [state?.h, "N H"],
    c: [state?.c, "N H"],
  });
  const rows = swapped(x);
  const zeros = full([lengths.n, lengths.h], 0, x.dtype) as Tensor<D>;
  const projected = rows.matmul(input);
  const step = ({ h, c }: LstmState<D>, row: Tensor<D>): [LstmState<D>, Tensor<D>] => {
    const gates = row.add(h.matmul(recurrent));
    const [i, f, g, o] = gates.split(4, 1) as [Tensor<D>, Tensor<D>, Tensor<D>, Tensor<D>];
    const cell = f.sigmoid().mul(c).add(i.sigmoid().mul(g.tanh()));
    const output = o.sigmoid().mul(cell.tanh());
    return [{ h: output, c: cell }, output];
  };
  const start = state ?? { h: zeros, c: zeros };
  const [last, walked] = scan(step, start, bias ? projected.add(bias) : projected, { reverse });
  const [outputs, h, c] = recurrentOperator(
    {
      op: "LSTM",
      lengths,
      rows,
      input,
      recurrent,
      biases: [bias, undefined],
      order: [0, 3, 1, 2],
      states: [state?.h, state?.c],
      reverse,
    },
    [walked, last.h, last.c],
  ) as unknown as [Tensor<D>, Tensor<D>, Tensor<D>];
  return { outputs: swapped(outputs), state: { h, c } };
};
