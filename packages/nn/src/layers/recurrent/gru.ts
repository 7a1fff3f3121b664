import { withCard } from "@kaviar/base/card";
import { gru as overSequences, type Tensor, zeros } from "@kaviar/tensor";
import { type Cell, weightsOf } from "./contract/cell.ts";
import { recurrent } from "./contract/recurrent.ts";
import { unitCell } from "./contract/unit-cell.ts";

/** Gates z, r, n: n = tanh(xₙ + r·(h·Uₙ + bₙ)), h ← n + z·(h − n). */
const cell: Cell = {
  kind: "gru",
  gates: 3,
  states: ["h"],
  adds: false,
  biases: (units) => ({ bias: zeros([3 * units]), recurrentBias: zeros([3 * units]) }),
  step: (input, recurrent, [h], { recurrentBias }) => {
    const units = h!.shape[1]!;
    const sizes = [2 * units, units];
    const [openX, candidateX] = input.split(sizes, 1) as [Tensor, Tensor];
    const [openH, candidateH] = recurrent!.add(recurrentBias!).split(sizes, 1) as [Tensor, Tensor];
    const [update, reset] = openX.add(openH).sigmoid().split(2, 1) as [Tensor, Tensor];
    const candidate = candidateX.add(reset.mul(candidateH)).tanh();
    return [candidate.add(update.mul(h!.sub(candidate)))];
  },
  operator: (x, parameters, { reverse, state: begin }) => {
    const { outputs, state } = overSequences(
      x,
      { ...weightsOf(parameters), recurrentBias: parameters.recurrentBias },
      { reverse, state: begin?.[0] },
    );
    return { outputs, last: [state] };
  },
};

/**
 * Gated recurrent unit: an LSTM with one gate less and no memory beside its output. (Cho et al. 2014)
 *
 * ```ts
 * sequential(gru(64, { sequence: true, recurrentDropout: 0.2 }), gru(64), dense(1))
 * ```
 * The reset gate comes after the product with the state, as in PyTorch and Keras: hence two biases.
 */
export const gru = withCard(recurrent<Tensor>(cell), {
  about: {
    name: "GRU",
    formula: "z, r = σ(x W + h U + b), n = tanh(xW + b + r (hU + b′)); h ← (1 − z) n + z h",
    range: "(−1, 1)",
    use: "as an LSTM, with a quarter less to compute and to learn",
    pitfall: "cannot count without bound as an LSTM's memory can",
    reference: "Cho et al. 2014",
    seeAlso: ["lstm", "bidirectional"],
  },
});

/** One step of `gru` with the same weights: { x, state } gives { y, state }; `rnn(gruCell(8))` walks it over sequences. */
export const gruCell = withCard(unitCell<Tensor>("gruCell", cell), {
  about: {
    name: "GRU cell",
    formula: "h ← (1 − z) n + z h",
    range: "(−1, 1)",
    use: "one step at a time: generation, agents, recurrences with something between their steps",
    pitfall: "its output is its state: what you change in one you change in the other",
    reference: "Cho et al. 2014",
    seeAlso: ["rnn", "gru"],
  },
});
