import { flag, type OptionsOf } from "@kaviar/base/check";
import { createStep } from "../contract/step.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { momentsInParts } from "./contract/moments-in-parts.ts";
import { measuredColumns } from "./contract/numbers.ts";
import { applyScaling, type ColumnScaling, scaleWires, weightedMoments } from "./contract/scaling.ts";

const read = options("scale", {
  /** Whether the mean becomes 0. */
  withMean: flag.default(true),
  /** Whether the deviation becomes 1. */
  withStd: flag.default(true),
});

export type ScaleOptions = OptionsOf<typeof read>;

const unmeasurable = (name: string, mean: number, deviation: number): TableError =>
  new TableError(
    "data",
    `The mean and deviation of a column are finite: those of \`${name}\` are ${mean} and ${deviation}.`,
    { remedy: "Replace infinite values first, divide what is larger than 1e150, or use quantile()." },
  );

const scalingBy = (
  { name, mean, deviation }: { readonly name: string; readonly mean: number; readonly deviation: number },
  withMean: boolean,
  withStd: boolean,
): ColumnScaling => {
  if (!Number.isFinite(mean) || !Number.isFinite(deviation)) throw unmeasurable(name, mean, deviation);
  return { column: name, shift: withMean ? mean : 0, divisor: withStd && deviation > 0 ? deviation : 1 };
};

/**
 * Each column of numbers with mean 0 and deviation 1.
 *
 * ```ts
 * pipeline(impute(), encode(), scale(), logisticRegression());
 * ```
 * The deviation is the biased one, with n in the denominator; a column that is constant only loses its mean. Missing
 * values stay missing, and dates dates. Weights of rows count. `zScore` is the same step.
 */
export const scale = createStep(
  read,
  {
    name: "Z-score scaling",
    formula: "(x − μ) / σ",
    use: "before linear models, neighbours, support vectors, networks and principal components",
    pitfall: "outliers widen the deviation and press the rest together: see robust",
    reference: "Kreyszig 1979",
    seeAlso: ["minMax", "robust", "maxAbs"],
  },
  {
    fit: ({ table, weights }, { withMean, withStd }): ColumnScaling[] =>
      measuredColumns("scale", table).map(({ name, values }) =>
        scalingBy({ name, ...weightedMoments(values, weights) }, withMean, withStd),
      ),
    inParts: (_, { withMean, withStd }) => ({
      fit: async (parts) =>
        (await momentsInParts("scale", parts)).map((moments) => scalingBy(moments, withMean, withStd)),
    }),
    apply: (state, table) => applyScaling(state, table),
    onnx: (state, wires, graph) => scaleWires(state, wires, graph),
  },
);
