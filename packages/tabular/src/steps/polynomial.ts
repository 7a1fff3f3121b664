import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import { numbersColumn } from "../table/column.ts";
import { tableOf } from "../table/table.ts";
import { measuredColumns } from "./contract/numbers.ts";
import { type Products, productColumns, productsOf, productWires } from "./contract/products.ts";

const read = options("polynomial", {
  /** How many factors a product has at most. */
  degree: whole(1).default(2),
  /** Whether a column comes once at most in a product. */
  interactionOnly: flag.default(false),
  /** Whether there is a column of ones too, `1`. */
  includeBias: flag.default(false),
});

export type PolynomialOptions = OptionsOf<typeof read>;

/**
 * All products of columns of numbers with each other and themselves, behind the columns: `a^2`, `a*b`, `b^2`.
 *
 * ```ts
 * pipeline(scale(), polynomial({ degree: 2 }), ridge());
 * ```
 * A product is missing where a factor is. More than fits into memory is refused, with how much it would take.
 */
export const polynomial = createStep(
  read,
  {
    name: "Polynomial features",
    formula: "x₁^{d₁} ⋯ xₖ^{dₖ}, d₁ + ⋯ + dₖ ≤ degree",
    use: "curves and interactions for linear models, of few columns",
    pitfall: "n columns of degree 2 make n²/2 columns, and large values very large ones: scale first",
    reference: "Gergonne 1815",
    seeAlso: ["interactions", "bins", "scale"],
  },
  {
    fit: ({ table }, { degree, interactionOnly }): Products =>
      productsOf(
        "polynomial",
        measuredColumns("polynomial", table).map(({ name }) => name),
        { rows: table.rows, degree, interactionOnly },
      ),
    apply: (state, table, { includeBias }) => {
      const bias = includeBias ? [numbersColumn("1", new Float64Array(table.rows).fill(1), [])] : [];
      return tableOf([...bias, ...table.data, ...productColumns(state, table)], table.rows);
    },
    onnx: (state, wires, graph, { includeBias }) => {
      const made = productWires(state, wires, graph);
      if (!includeBias) return [...wires, ...made];
      const rows = graph.node("Slice", [
        graph.node("Shape", [graph.texts(wires[0]!)]),
        graph.integers([0]),
        graph.integers([1]),
      ]);
      const shape = graph.node("Concat", [rows, graph.integers([1])], { attributes: { axis: 0 } });
      return [...graph.wires(graph.node("Expand", [graph.doubles([1]), shape]), ["1"]), ...wires, ...made];
    },
  },
);
