import { createStep, grammarPart, partOptions } from "@kaviar/tabular";

/** Steps that nobody should write: one never returns, one takes memory without bound, one ends its process. */
const about = {
  name: "Hostile",
  formula: "–",
  use: "to see that a search survives",
  pitfall: "itself",
  reference: "–",
};

const hostile = (name, harm) => {
  const fit = () => {
    harm();
    return {};
  };
  return createStep(partOptions(name, {}), about, { fit, apply: (_, table) => table, onnx: (_, wires) => wires });
};

const endless = hostile("endless", () => {
  for (;;);
});

const greedy = hostile("greedy", () => {
  const kept = [];
  for (;;) kept.push(new Float64Array(5_000_000).fill(1));
});

const leaving = hostile("leaving", () => process.exit(3));

export default {
  parts: {
    endless: grammarPart({ role: "transformer", make: () => endless() }),
    greedy: grammarPart({ role: "transformer", make: () => greedy() }),
    leaving: grammarPart({ role: "transformer", make: () => leaving() }),
  },
};
