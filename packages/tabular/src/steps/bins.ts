import { type OptionsOf, oneOf, whole } from "@kaviar/base/check";
import { plural } from "@kaviar/base/text";
import { createStep } from "../contract/step.ts";
import type { GraphBuilder, Wire } from "../onnx/graph-builder.ts";
import { options } from "../options.ts";
import { type NumberColumn, numbersColumn, originsOf } from "../table/column.ts";
import { edgesBy, type WeightedValues, weighing } from "./bins/edges.ts";
import { placesToColumns } from "./contract/graph.ts";
import { measuredColumns } from "./contract/numbers.ts";
import { columnsOf, replaceColumns, replaceWires, wiresOf } from "./contract/replacing.ts";
import { knotsBelow, knotsBelowTensor, slackAround } from "./contract/search.ts";

const read = options("bins", {
  /** How many bins each column is cut into. */
  nBins: whole(2).default(5),
  /** Of equal width, of equal weight, or around the centres of clusters. */
  strategy: oneOf("quantile", "uniform", "kmeans").default("quantile"),
  /** Whether each bin becomes a column of 0 and 1, or bins are numbered from 0 on. */
  encode: oneOf("oneHot", "ordinal").default("oneHot"),
});

export type BinsOptions = OptionsOf<typeof read>;

interface ColumnBins {
  readonly column: string;
  /** Where each bin but the last ends: so little below the edge that what was the edge before rounding lies above it. */
  readonly ends: Float64Array;
  readonly names: readonly string[];
}

/**
 * Each column of numbers cut into bins: `age:bin 0`, `age:bin 1`, …, or one column of their numbers.
 *
 * ```ts
 * pipeline(bins({ nBins: 8, encode: "ordinal" }), multinomialNaiveBayes());
 * ```
 * What lies beyond the values of training falls into the first bin or the last one. Bins narrower than 1e-8 become one
 * with their neighbour; a constant is one bin. A missing value is in no bin: zeros, or a missing number. Booleans pass
 * unchanged. Weights of rows count.
 */
export const bins = createStep(
  read,
  {
    name: "Binning",
    formula: "#{ edges ≤ x }",
    use: "steps and humps for linear models and naive Bayes, in numbers that are not straight",
    pitfall: "values near an edge are torn apart, and what lies in one bin is all alike",
    reference: "Dougherty, Kohavi & Sahami 1995",
    seeAlso: ["quantile", "oneHot", "polynomial"],
  },
  {
    fit: ({ table, weights }, { nBins, strategy, encode }): ColumnBins[] =>
      measuredColumns("bins", table)
        .filter(({ type }) => type !== "boolean")
        .map(({ name, values }) => {
          const sorted = sortedWithWeights(values, weights);
          const { values: counted } = weighing(sorted);
          const isConstant = counted.length === 0 || counted[0] === counted.at(-1);
          const edges = isConstant ? [] : edgesBy[strategy](sorted, nBins);
          const wide =
            strategy === "uniform" ? edges : edges.filter((edge, i) => i === 0 || edge - edges[i - 1]! > 1e-8);
          const inner = Float64Array.from(wide.slice(1, -1));
          const slack = slackAround(inner);
          const ends = inner.map((edge, i) => edge - slack[i]!);
          const names = Array.from({ length: ends.length + 1 }, (_, bin) => `${name}:bin ${bin}`);
          return { column: name, ends, names: encode === "oneHot" ? names : [name] };
        }),
    apply: (state, table, { encode }) =>
      replaceColumns(
        table,
        new Map(
          columnsOf(state, table).map(({ column, of }) => [
            column.name,
            binColumns(column as NumberColumn, of, encode),
          ]),
        ),
      ),
    notes: (state, { nBins }) =>
      state.flatMap(({ column, ends }) =>
        ends.length + 1 === nBins
          ? []
          : [`bins made ${plural(ends.length + 1, "bin")} of \`${column}\`, not ${nBins}: some would be empty.`],
      ),
    onnx: (state, wires, graph, { encode }) => {
      const found = wiresOf(state, wires);
      if (found.length === 0) return wires;
      const numbers = binTensor(found, graph);
      return replaceWires(
        wires,
        new Map(
          found.map(({ wire, of }, c) => {
            if (encode === "ordinal") return [wire.column, [numbers[c]!]];
            const made = placesToColumns(graph.numbers([numbers[c]!]), of.names.length, graph);
            return [wire.column, graph.wires(made, of.names)];
          }),
        ),
      );
    },
  },
);

const sortedWithWeights = (values: Float64Array, weights: Float64Array | undefined): WeightedValues => {
  const rows = Int32Array.from(values.keys())
    .filter((row) => !Number.isNaN(values[row]!))
    .sort((a, b) => values[a]! - values[b]!);
  return {
    values: Float64Array.from(rows, (row) => values[row]!),
    weights: Float64Array.from(rows, (row) => (weights ? weights[row]! : 1)),
  };
};

const binColumns = (
  column: NumberColumn,
  { ends, names }: ColumnBins,
  encode: "oneHot" | "ordinal",
): NumberColumn[] => {
  const numbers = column.values.map((value) => (Number.isNaN(value) ? value : knotsBelow(ends, value)));
  if (encode === "ordinal") return [numbersColumn(column.name, numbers, originsOf(column))];
  return names.map((name, bin) =>
    numbersColumn(
      name,
      numbers.map((number) => (number === bin ? 1 : 0)),
      originsOf(column),
    ),
  );
};

/** The number of the bin in each column; a missing one where the value is. */
const binTensor = (
  found: readonly { readonly wire: Wire; readonly of: ColumnBins }[],
  graph: GraphBuilder,
): readonly Wire[] => {
  const wires = found.map(({ wire }) => wire);
  const values = graph.numbers(wires);
  const counted = knotsBelowTensor(
    found.map(({ of }) => of.ends),
    wires,
    graph,
  );
  const kept = graph.node("Where", [graph.node("IsNaN", [values]), values, counted]);
  return graph.wires(
    kept,
    wires.map(({ column }) => column),
  );
};
