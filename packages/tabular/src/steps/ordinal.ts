import { finite, type OptionsOf } from "@kaviar/base/check";
import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import { numbersColumn, originsOf } from "../table/column.ts";
import { levelTallies } from "./contract/level-tallies.ts";
import { columnsOf, replaceColumns, replaceWires, wiresOf } from "./contract/replacing.ts";
import {
  categoriesOf,
  levelCounts,
  numbersOfTexts,
  numbersToo,
  type TextNumbers,
  textsToNumbers,
} from "./contract/texts.ts";

const read = options("ordinal", {
  /** The number of a level that training did not have; left out, it is a missing number. */
  unknownValue: finite.optional(),
  /** The number of a missing text; left out, it is a missing number. */
  encodedMissingValue: finite.optional(),
  /** Whether columns of numbers are categories too: codes, months, numbers of shops. */
  numbers: numbersToo,
});

export type OrdinalOptions = OptionsOf<typeof read>;

interface ColumnOrdinal extends TextNumbers {
  readonly column: string;
}

const learn = (
  column: string,
  counted: readonly { readonly level: string }[],
  missing: number,
  unseen: number,
): ColumnOrdinal => {
  const levels = counted.map(({ level }) => level);
  return { column, levels, numbers: Float64Array.from(levels, (_, place) => place), missing, unseen };
};

/**
 * The levels of each column of texts as 0, 1, 2, … in sorted order.
 *
 * ```ts
 * pipeline(ordinal({ unknownValue: -1, encodedMissingValue: -1 }), randomForest());
 * ```
 * Missing texts and levels that training did not have are missing numbers unless said otherwise.
 */
export const ordinal = createStep(
  read,
  {
    name: "Ordinal encoding",
    formula: "x ↦ its place among the sorted levels",
    use: "before trees, which ask only what is above a threshold; one column stays one column",
    pitfall: "the order is that of the alphabet: for linear models and distances it says what is not true",
    reference: "Stevens 1946",
    seeAlso: ["oneHot", "targetEncode", "encode"],
  },
  {
    fit: ({ table }, { unknownValue = Number.NaN, encodedMissingValue = Number.NaN, numbers }): ColumnOrdinal[] =>
      categoriesOf(table, numbers).map((column) =>
        learn(column.name, levelCounts(column), encodedMissingValue, unknownValue),
      ),
    inParts: (_, { unknownValue = Number.NaN, encodedMissingValue = Number.NaN, numbers }) => ({
      fit: async (parts) =>
        (await levelTallies(parts, numbers)).columns.map(({ name, levels }) =>
          learn(name, levels, encodedMissingValue, unknownValue),
        ),
    }),
    apply: (state, table) =>
      replaceColumns(
        table,
        new Map(
          columnsOf(state, table).map(({ column, of }) => {
            const values = numbersOfTexts(column, of);
            return [column.name, [numbersColumn(column.name, values, originsOf(column))]] as const;
          }),
        ),
      ),
    onnx: (state, wires, graph) =>
      replaceWires(
        wires,
        new Map(
          wiresOf(state, wires).map(({ wire, of }) => [
            wire.column,
            graph.wires(textsToNumbers(wire, of, graph), [wire.column]),
          ]),
        ),
      ),
  },
);
