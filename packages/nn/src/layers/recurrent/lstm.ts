import { withCard } from "@kaviar/base/card";
import { concat, type LstmState, ones, lstm as overSequences, type Tensor, zeros } from "@kaviar/tensor";
import { type Cell, weightsOf } from "./contract/cell.ts";
import { recurrent } from "./contract/recurrent.ts";
import { unitCell } from "./contract/unit-cell.ts";

/** Gates i, f, g, o; state h, c: c ← f·c + i·g, h ← o·tanh c. */
const cell: Cell = {
  kind: "lstm",
  gates: 4,
  states: ["h", "c"],
  adds: true,
  // A forget gate that begins open lets gradients through from the first step. (Jozefowicz et al. 2015)
  biases: (units) => ({ bias: concat([zeros([units]), ones([units]), zeros([2 * units])]) }),
  step: (gates, _, [, memory]) => {
    // Parted first: the derivative then has no gates to join again before the products.
    const [enter, forget, candidate, out] = gates.split(4, 1) as [Tensor, Tensor, Tensor, Tensor];
    const next = forget.sigmoid().mul(memory!).add(enter.sigmoid().mul(candidate.tanh()));
    return [out.sigmoid().mul(next.tanh()), next];
  },
  operator: (x, parameters, { reverse, state: begin }) => {
    const [h, c] = begin ?? [];
    const { outputs, state } = overSequences(x, weightsOf(parameters), {
      reverse,
      ...(h && c ? { state: { h, c } } : {}),
    });
    return { outputs, last: [state.h, state.c] };
  },
};

/**
 * Long short-term memory: gates decide what enters the memory, what stays and what is shown. (Hochreiter & Schmidhuber
 * 1997)
 *
 * ```ts
 * sequential(embedding(5000, 32, { maskZero: true }), lstm(64), dense(2))
 * ```
 * A layer that another recurrent layer follows needs `{ sequence: true }`; one with `{ state: true }` takes { x, state } and
 * gives { y, state }, a state being { h, c } of [N, units] each.
 */
export const lstm = withCard(recurrent<LstmState>(cell), {
  about: {
    name: "LSTM",
    formula: "i, f, o = σ(x W + h U + b), g = tanh(…); c ← f c + i g, h ← o tanh c",
    range: "(−1, 1)",
    use: "sequences with memories over tens to hundreds of steps",
    pitfall: "slow on long sequences: a step waits for the one before; attention does not",
    reference: "Hochreiter & Schmidhuber 1997; forget gate: Gers et al. 2000",
    seeAlso: ["gru", "bidirectional", "multiHeadAttention"],
  },
});

/** One step of `lstm` with the same weights: { x, state: { h, c } } gives { y, state }; `rnn(lstmCell(8))` walks it over sequences. */
export const lstmCell = withCard(unitCell<{ readonly h: Tensor; readonly c: Tensor }>("lstmCell", cell), {
  about: {
    name: "LSTM cell",
    formula: "c ← f c + i g, h ← o tanh c",
    range: "(−1, 1)",
    use: "one step at a time: generation, agents, recurrences with something between their steps",
    pitfall: "its memory is a second part of the state: hand on { h, c } whole",
    reference: "Hochreiter & Schmidhuber 1997",
    seeAlso: ["rnn", "lstm"],
  },
});
