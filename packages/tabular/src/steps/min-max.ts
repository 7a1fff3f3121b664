import { flag, law, type OptionsOf } from "@kaviar/base/check";
import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import { clipped, clipTensor } from "./contract/clipping.ts";
import { mapNumbers, mapNumberWires } from "./contract/mapping.ts";
import { measuredColumns, sortedValues } from "./contract/numbers.ts";
import { type ColumnScaling, divisorOf, scaleTensor } from "./contract/scaling.ts";

const isRange = (x: unknown): boolean =>
  Array.isArray(x) && x.length === 2 && x.every(Number.isFinite) && (x[0] as number) < (x[1] as number);

const read = options("minMax", {
  /** What the smallest and the largest value of training become. */
  featureRange: law<readonly [number, number]>("two numbers, the lower one first", isRange).default([0, 1]),
  /** Whether values beyond those of training stay in the range. */
  clip: flag.default(false),
});

export type MinMaxOptions = OptionsOf<typeof read>;

/**
 * Each column of numbers between 0 and 1, or in another range.
 *
 * ```ts
 * pipeline(minMax({ featureRange: [-1, 1], clip: true }), kNearest());
 * ```
 * A column that is constant becomes the lower end. Missing values stay missing. Weights of rows say nothing here.
 */
export const minMax = createStep(
  read,
  {
    name: "Min-max scaling",
    formula: "a + (b − a) (x − min) / (max − min)",
    use: "before what wants bounded inputs, such as networks on pixels",
    pitfall: "one outlier presses all other values together: see robust and quantile",
    reference: "Han & Kamber 2001",
    seeAlso: ["scale", "robust", "maxAbs", "quantile"],
  },
  {
    fit: ({ table }, { featureRange: [low, high] }): ColumnScaling[] =>
      measuredColumns("minMax", table).map(({ name, values }) => {
        const sorted = sortedValues(values);
        const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
        return { column: name, shift: least, divisor: divisorOf(most - least) / (high - low) };
      }),
    apply: (state, table, { clip, featureRange: [low, high] }) =>
      mapNumbers(state, table, (values, of) => {
        const scaled = values.map((value) => (value - of.shift) / of.divisor + low);
        return clip ? scaled.map((value) => clipped(value, low, high)) : scaled;
      }),
    onnx: (state, wires, graph, { clip, featureRange: [low, high] }) =>
      mapNumberWires(state, wires, graph, (values, of) => {
        const scaled = graph.node("Add", [scaleTensor(values, of, graph), graph.doubles([low])]);
        return clip ? clipTensor(scaled, graph.doubles([low]), graph.doubles([high]), graph) : scaled;
      }),
  },
);
