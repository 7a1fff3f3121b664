import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import { measuredColumns } from "./contract/numbers.ts";
import { applyScaling, type ColumnScaling, divisorOf, scaleWires } from "./contract/scaling.ts";

const read = options("maxAbs", {});

/**
 * Each column of numbers between −1 and 1, zeros where they were.
 *
 * ```ts
 * pipeline(maxAbs(), linearSvm());
 * ```
 * A column of zeros stays so. Missing values stay missing. Weights of rows say nothing here.
 */
export const maxAbs = createStep(
  read,
  {
    name: "Scaling by the largest absolute value",
    formula: "x / max |x|",
    use: "columns that are mostly 0, and whose 0 means something",
    pitfall: "one outlier presses all other values together: see robust",
    reference: "scikit-learn's MaxAbsScaler",
    seeAlso: ["scale", "minMax", "robust"],
  },
  {
    fit: ({ table }): ColumnScaling[] =>
      measuredColumns("maxAbs", table).map(({ name, values }) => {
        let most = 0;
        for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
        return { column: name, shift: 0, divisor: divisorOf(most) };
      }),
    apply: (state, table) => applyScaling(state, table),
    onnx: (state, wires, graph) => scaleWires(state, wires, graph),
  },
);
