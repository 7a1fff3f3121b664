import { flag, type OptionsOf } from "@kaviar/base/check";
import { createStep } from "../contract/step.ts";
import type { GraphBuilder, Wire } from "../onnx/graph-builder.ts";
import { options } from "../options.ts";
import { originsOf, type TextColumn } from "../table/column.ts";
import { levelsOf } from "../table/levels.ts";
import { type Table, tableOf } from "../table/table.ts";
import { measuredColumns } from "./contract/numbers.ts";
import { type Products, productColumns, productsOf, productWires } from "./contract/products.ts";
import { textsOf } from "./contract/texts.ts";

const read = options("interactions", {
  /** Whether each two columns of numbers are multiplied. */
  numbers: flag.default(true),
  /** Whether each two columns of texts are combined. */
  texts: flag.default(true),
});

export type InteractionsOptions = OptionsOf<typeof read>;

interface InteractionsState {
  readonly products: Products;
  /** Columns of texts, two by two. */
  readonly pairs: readonly (readonly [string, string])[];
}

/**
 * Products of each two columns of numbers, `a*b`, and combinations of each two columns of texts, `plan & city` with levels
 * such as `basic & Bern`; all behind the columns that there were.
 *
 * ```ts
 * pipeline(forColumns(["age", "income"], interactions()), encode(), logisticRegression());
 * ```
 * What a product or a combination is made of is missing: so is it.
 */
export const interactions = createStep(
  read,
  {
    name: "Interactions of two columns",
    formula: "xᵢ xⱼ for i < j; (levelᵢ, levelⱼ)",
    use: "effects that depend on each other, for linear models",
    pitfall: "combined levels are rare ones: put targetEncode or oneHot with `minFrequency` behind it",
    reference: "Cox 1984",
    seeAlso: ["polynomial", "targetEncode"],
  },
  {
    fit: ({ table }, { numbers, texts }): InteractionsState => {
      const columns = numbers ? measuredColumns("interactions", table).map(({ name }) => name) : [];
      const words = texts ? textsOf(table).map(({ name }) => name) : [];
      return {
        products: productsOf("interactions", columns, { rows: table.rows, degree: 2, interactionOnly: true }),
        pairs: words.flatMap((one, i) => words.slice(i + 1).map((other) => [one, other] as const)),
      };
    },
    apply: ({ products, pairs }, table) =>
      tableOf(
        [...table.data, ...productColumns(products, table), ...pairs.map((pair) => combined(pair, table))],
        table.rows,
      ),
    onnx: ({ products, pairs }, wires, graph) => [
      ...wires,
      ...productWires(products, wires, graph),
      ...pairs.flatMap((pair) => combinedWires(pair, wires, graph)),
    ],
  },
);

const between = " & ";

const combined = ([first, second]: readonly [string, string], table: Table): TextColumn => {
  const [one, other] = [table.column(first).data as TextColumn, table.column(second).data as TextColumn];
  const texts = Array.from(one.codes, (code, row) => {
    const otherCode = other.codes[row]!;
    return code < 0 || otherCode < 0 ? null : `${one.levels[code]}${between}${other.levels[otherCode]}`;
  });
  const from = [...new Set([...originsOf(one), ...originsOf(other)])];
  return { kind: "texts", name: `${first}${between}${second}`, type: "category", from, ...levelsOf(texts) };
};

const combinedWires = (
  [first, second]: readonly [string, string],
  wires: readonly Wire[],
  graph: GraphBuilder,
): readonly Wire[] => {
  const [one, other] = [first, second].map((name) => graph.texts(wires.find(({ column }) => column === name)!));
  const empty = graph.strings([""]);
  const isMissing = graph.node("Or", [graph.node("Equal", [one!, empty]), graph.node("Equal", [other!, empty])]);
  const start = graph.node("StringConcat", [one!, graph.strings([between])]);
  const whole = graph.node("StringConcat", [start, other!]);
  const tensor = graph.node("Where", [isMissing, empty, whole]);
  return graph.wires(tensor, [`${first}${between}${second}`]).map((wire) => ({ ...wire, kind: "texts" as const }));
};
