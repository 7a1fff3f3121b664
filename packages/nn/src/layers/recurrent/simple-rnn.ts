import { withCard } from "@kaviar/base/card";
import { rnn as overSequences, zeros } from "@kaviar/tensor";
import { type Cell, weightsOf } from "./contract/cell.ts";
import { recurrent } from "./contract/recurrent.ts";

/** h ← tanh(x·W + h·U + b) */
const cell: Cell = {
  kind: "simpleRnn",
  gates: 1,
  states: 1,
  adds: true,
  biases: (units) => ({ bias: zeros([units]) }),
  step: (gates) => [gates.tanh()],
  operator: (x, parameters, direction) => {
    const { outputs, state } = overSequences(x, weightsOf(parameters), direction);
    return { outputs, last: state };
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
export const simpleRnn = withCard(recurrent(cell), {
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
