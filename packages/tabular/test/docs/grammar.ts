// grammar.ts
import { createStep, type Grammar, grammarPart, partOptions } from "@kaviar/tabular";

const about = {
  name: "Signs",
  formula: "x ↦ sign(x)",
  use: "to show how a step is made",
  pitfall: "all else is lost",
  reference: "–",
};

const signs = createStep(partOptions("signs", {}), about, {
  fit: () => ({}),
  apply: (_, table) =>
    table.with(
      table.data.map((column) =>
        column.kind === "numbers" ? { ...column, values: column.values.map(Math.sign) } : column,
      ),
    ),
  onnx: (_, wires, graph) =>
    wires.map((wire) => (wire.kind === "numbers" ? { ...wire, tensor: graph.node("Sign", [wire.tensor]) } : wire)),
});

export default {
  parts: { signs: grammarPart({ role: "transformer", make: () => signs() }), svm: false, network: false },
} satisfies Grammar;
