import { flag, type OptionsOf, oneOf } from "@kaviar/base/check";
import { createStep } from "../contract/step.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import type { NumberColumn } from "../table/column.ts";
import { mapNumbers, mapNumberWires } from "./contract/mapping.ts";
import { measuredColumns } from "./contract/numbers.ts";
import { type ColumnScaling, scaleTensor, weightedMoments } from "./contract/scaling.ts";
import { mostLikelyLambda, transforms } from "./power/transforms.ts";

const read = options("power", {
  /** Yeo-Johnson takes all numbers, Box-Cox those above 0. */
  method: oneOf("yeoJohnson", "boxCox").default("yeoJohnson"),
  /** Whether the result has mean 0 and deviation 1. */
  standardize: flag.default(true),
});

export type PowerOptions = OptionsOf<typeof read>;

interface ColumnPower extends ColumnScaling {
  readonly lambda: number;
}

/**
 * Each column of numbers bent until it looks most like a normal distribution.
 *
 * ```ts
 * pipeline(power(), linearRegression());
 * ```
 * The parameter λ is the most likely one. A column that is constant is not bent. Missing values stay missing. With Box-Cox,
 * what is below 0 at prediction becomes missing. Weights of rows are not respected, as in scikit-learn.
 */
export const power = createStep(
  read,
  {
    name: "Power transform",
    formula: "((x + 1)^λ − 1) / λ for x ≥ 0, −((1 − x)^{2−λ} − 1) / (2 − λ) below; Box-Cox: (x^λ − 1) / λ",
    use: "skewed columns, such as prices and counts, before models of sums and distances",
    pitfall: "two humps stay two humps: quantile makes anything normal",
    reference: "Box & Cox 1964; Yeo & Johnson 2000",
    seeAlso: ["quantile", "scale"],
  },
  {
    fit: ({ table }, { method, standardize }): ColumnPower[] =>
      measuredColumns("power", table).map((column) => {
        if (method === "boxCox") checkPositive(column);
        const { apply } = transforms[method];
        const known = column.values.filter((value) => !Number.isNaN(value));
        const isConstant = known.every((value) => value === known[0]);
        const lambda = isConstant ? 1 : mostLikelyLambda(transforms[method], known);
        const { mean, deviation } = weightedMoments(
          known.map((value) => apply(value, lambda)),
          undefined,
        );
        const [shift, divisor] = standardize ? [mean, deviation > 0 ? deviation : 1] : [0, 1];
        return { column: column.name, lambda, shift, divisor };
      }),
    apply: (state, table, { method }) =>
      mapNumbers(state, table, (values, { lambda, shift, divisor }) =>
        values.map((value) => (transforms[method].apply(value, lambda) - shift) / divisor),
      ),
    onnx: (state, wires, graph, { method }) =>
      mapNumberWires(state, wires, graph, (values, of) => {
        const bent = transforms[method].tensor(
          values,
          of.map(({ lambda }) => lambda),
          graph,
        );
        return scaleTensor(bent, of, graph);
      }),
  },
);

const checkPositive = ({ name, values }: NumberColumn): void => {
  const row = values.findIndex((value) => value <= 0);
  if (row < 0) return;
  throw new TableError("data", `Box-Cox takes numbers above 0: \`${name}\` is ${values[row]} at row ${row}.`, {
    remedy: 'Use power({ method: "yeoJohnson" }), which takes all numbers.',
  });
};
