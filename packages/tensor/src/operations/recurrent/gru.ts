import { anything, flag } from "@kaviar/base/check";
import type { Tensor } from "../../core/tensor.ts";
import { optionsOf } from "../../errors/options.ts";
import { full } from "../../primitives/constant.ts";
import { scan } from "../../transformations/control.ts";
import type { FloatDType } from "../../values/dtype.ts";
import { recurrentOperator, swapped } from "./operator.ts";
import { lengthsOf, type RecurrentOptions, type RecurrentResult, type RecurrentWeights } from "./weights.ts";

export interface GruWeights<D extends FloatDType = "float32"> extends RecurrentWeights<D> {
  /** [3H], added to the product with the state, which r scales afterwards. */
  readonly recurrentBias?: Tensor<D> | undefined;
}

const readGru = optionsOf<RecurrentOptions<FloatDType>>()("gru", {
  state: anything<Tensor<FloatDType>>().optional(),
  reverse: flag.default(false),
});

/**
 * Gated recurrent units over sequences x [N, T, F] (Cho et al. 2014, with the reset after the product), with the gates
 * z, r, n: n ← tanh(xWₙ + bₙ + σ(r) (hRₙ + b′ₙ)), h ← (1 − σ(z)) n + σ(z) h.
 *
 * ```ts
 * const { outputs, state } = gru(x, { input, recurrent, bias, recurrentBias });      // [F, 3H], [H, 3H], [3H], [3H]
 * ```
 * PyTorch has the gates in the order r, z, n. Where no derivative is asked for, float32 runs as one operator.
 */
export const gru = <D extends FloatDType>(
  x: Tensor<D>,
  weights: GruWeights<D>,
  given?: RecurrentOptions<D>,
): RecurrentResult<D> => {
  const { reverse } = readGru(given);
  const state = given?.state;
  const { input, recurrent, bias, recurrentBias } = weights;
  const lengths = lengthsOf("gru", 3, {
    x: [x, "N T F"],
    input: [input, "F 3H"],
    recurrent: [recurrent, "H 3H"],
    bias: [bias, "3H"],
    recurrentBias: [recurrentBias, "3H"],
    state: [state, "N H"],
  });
  const rows = swapped(x);
  const projected = rows.matmul(input);
  const step = (h: Tensor<D>, row: Tensor<D>): [Tensor<D>, Tensor<D>] => {
    const product = h.matmul(recurrent);
    const [xz, xr, xn] = row.split(3, 1) as [Tensor<D>, Tensor<D>, Tensor<D>];
    const biased = recurrentBias ? product.add(recurrentBias) : product;
    const [hz, hr, hn] = biased.split(3, 1) as [Tensor<D>, Tensor<D>, Tensor<D>];
    const z = xz.add(hz).sigmoid();
    const n = xn.add(xr.add(hr).sigmoid().mul(hn)).tanh();
    const next = n.add(z.mul(h.sub(n)));
    return [next, next];
  };
  const start = state ?? (full([lengths.n, lengths.h], 0, x.dtype) as Tensor<D>);
  const [last, walked] = scan(step, start, bias ? projected.add(bias) : projected, { reverse });
  const [outputs, end] = recurrentOperator(
    {
      op: "GRU",
      lengths,
      rows,
      input,
      recurrent,
      biases: [bias, recurrentBias],
      order: [0, 1, 2],
      states: [state],
      reverse,
      attributes: { linear_before_reset: 1 },
    },
    [walked, last],
  ) as unknown as [Tensor<D>, Tensor<D>];
  return { outputs: swapped(outputs), state: end };
};
