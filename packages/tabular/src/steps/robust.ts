import { flag, law, type OptionsOf } from "@kaviar/base/check";
import { normalQuantile } from "@kaviar/base/numerics";
import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import { measuredColumns, quantileOf, sortedValues } from "./contract/numbers.ts";
import { applyScaling, type ColumnScaling, divisorOf, scaleWires } from "./contract/scaling.ts";

const isRange = (x: unknown): boolean => {
  if (!Array.isArray(x) || x.length !== 2) return false;
  const [low, high] = x as readonly unknown[];
  return typeof low === "number" && typeof high === "number" && low >= 0 && low < high && high <= 100;
};

const read = options("robust", {
  /** Whether the median becomes 0. */
  withCentering: flag.default(true),
  /** Whether the distance between the two quantiles becomes 1. */
  withScaling: flag.default(true),
  /** The two quantiles, in percent. */
  quantileRange: law<readonly [number, number]>("two numbers from 0 to 100, the lower one first", isRange).default([
    25, 75,
  ]),
  /** Whether a column that is normally distributed gets deviation 1. */
  unitVariance: flag.default(false),
});

export type RobustOptions = OptionsOf<typeof read>;

/**
 * Each column of numbers with median 0 and quartiles 1 apart: what outliers do not move.
 *
 * ```ts
 * pipeline(robust({ quantileRange: [10, 90] }), ridge());
 * ```
 * Where the two quantiles are equal only the median is taken off. Missing values stay missing. Weights of rows are not
 * respected, as in scikit-learn.
 */
export const robust = createStep(
  read,
  {
    name: "Robust scaling",
    formula: "(x − median) / (q₇₅ − q₂₅)",
    use: "columns with outliers that mean nothing",
    pitfall: "the outliers are still there, and far away: quantile brings them in",
    reference: "Huber 1981",
    seeAlso: ["scale", "quantile", "minMax"],
  },
  {
    fit: ({ table }, { withCentering, withScaling, quantileRange: [low, high], unitVariance }): ColumnScaling[] => {
      const unit = unitVariance ? normalQuantile(high / 100) - normalQuantile(low / 100) : 1;
      return measuredColumns("robust", table).map(({ name, values }) => {
        const sorted = sortedValues(values);
        const known = sorted.length > 0;
        const extent = known ? quantileOf(sorted, high / 100) - quantileOf(sorted, low / 100) : 0;
        return {
          column: name,
          shift: withCentering && known ? quantileOf(sorted, 0.5) : 0,
          divisor: withScaling ? divisorOf(extent) / unit : 1,
        };
      });
    },
    apply: (state, table) => applyScaling(state, table),
    onnx: (state, wires, graph) => scaleWires(state, wires, graph),
  },
);
