import { withCard } from "@kaviar/base/card";
import { rnn as overSequences, type Tensor, zeros } from "@kaviar/tensor";
import { type Cell, weightsOf } from "./contract/cell.ts";
import { recurrent } from "./contract/recurrent.ts";
import { unitCell } from "./contract/unit-cell.ts";

/** h ← tanh(x·W + h·U + b) */
const cell: Cell = {
  kind: "simpleRnn",
  gates: 1,
  states: ["h"],
  adds: true,
  biases: (units) => ({ bias: zeros([units]) }),
  step: (gates) => [gates.tanh()],
  operator: (x, parameters, { reverse, state: begin }) => {
    const { outputs, state } = overSequences(x, weightsOf(parameters), { reverse, state: begin?.[0] });
    return { outputs, last: [state] };
  },
};

/**
 * The plain recurrent net: h ← tanh(x·W + h·U + b). (Elman 1990)
 *
 * ```ts
 * sequential(simpleRnn(32), dense(1))
 * ```
 * Its gradient fades or explodes within some ten steps: for longer memories `lstm` and `gru`.
 */
export const simpleRnn = withCard(recurrent<Tensor>(cell), {
  about: {
    name: "Simple RNN",
    formula: "hₜ = tanh(xₜ W + hₜ₋₁ U + b)",
    range: "(−1, 1)",
    use: "short sequences, and to see how a recurrent net works",
    pitfall: "its gradient fades or explodes within some ten steps",
    reference: "Elman 1990",
    seeAlso: ["lstm", "gru"],
  },
});

/** One step of `simpleRnn` with the same weights: { x, state } gives { y, state }; `rnn(simpleRnnCell(8))` walks it over sequences. */
export const simpleRnnCell = withCard(unitCell<Tensor>("simpleRnnCell", cell), {
  about: {
    name: "Simple RNN cell",
    formula: "h ← tanh(x W + h U + b)",
    range: "(−1, 1)",
    use: "one step at a time: generation, agents, recurrences with something between their steps",
    pitfall: "its gradient fades or explodes within some ten steps",
    reference: "Elman 1990",
    seeAlso: ["rnn", "simpleRnn"],
  },
});
