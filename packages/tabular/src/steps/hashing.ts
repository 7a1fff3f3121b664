import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { plural } from "@kaviar/base/text";
import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import { numbersColumn, originsOf } from "../table/column.ts";
import { tableOf } from "../table/table.ts";
import { countTo, toDoubles } from "./contract/graph.ts";
import { columnsOf, wiresOf } from "./contract/replacing.ts";
import { checkSize } from "./contract/size.ts";
import {
  categoriesOf,
  levelCounts,
  numbersOfTexts,
  numbersToo,
  type TextNumbers,
  textsToNumbers,
} from "./contract/texts.ts";
import { murmur3 } from "./hashing/murmur3.ts";

const read = options("hashing", {
  /** How many columns there will be, for all columns of texts together. */
  nFeatures: whole(1).default(64),
  /** Whether half of the levels count −1, so that those that share a column cancel out on average. */
  alternateSign: flag.default(true),
  /** Whether columns of numbers are categories too: codes, months, numbers of shops. */
  numbers: numbersToo,
});

export type HashingOptions = OptionsOf<typeof read>;

interface ColumnHashes extends TextNumbers {
  /** The numbers of levels are ±(1 + the column that they count in); 0 counts nowhere. */
  readonly column: string;
}

interface HashingState {
  readonly names: readonly string[];
  readonly hashes: readonly ColumnHashes[];
}

/**
 * All texts as columns `hash 0`, `hash 1`, …: each level counts in the one that its hash says.
 *
 * ```ts
 * pipeline(hashing({ nFeatures: 256 }), logisticRegression());
 * ```
 * The texts `column=level` are hashed as scikit-learn's FeatureHasher does. Missing texts count nowhere, and neither do
 * levels that training did not have: a graph cannot hash. The columns stand behind the others.
 */
export const hashing = createStep(
  read,
  {
    name: "Feature hashing",
    formula: "x[|h(level)| mod k] += sign h(level)",
    use: "texts with very many levels, where even a mean for each is too much",
    pitfall: "levels that share a column cannot be told apart, and nobody can read the columns",
    reference: "Weinberger et al. 2009",
    seeAlso: ["targetEncode", "oneHot"],
  },
  {
    fit: ({ table }, { nFeatures, alternateSign, numbers }): HashingState => {
      checkSize("hashing", table.rows, nFeatures, "Set a smaller `nFeatures`.");
      const hashes = categoriesOf(table, numbers).map((column) => {
        const levels = levelCounts(column).map(({ level }) => level);
        const signed = Float64Array.from(levels, (level) => {
          const hash = murmur3(`${column.name}=${level}`);
          return (1 + (Math.abs(hash) % nFeatures)) * (alternateSign && hash < 0 ? -1 : 1);
        });
        return { column: column.name, levels, numbers: signed, missing: 0, unseen: 0 };
      });
      return { names: Array.from({ length: hashes.length > 0 ? nFeatures : 0 }, (_, i) => `hash ${i}`), hashes };
    },
    apply: ({ names, hashes }, table) => {
      const made = names.map(() => new Float64Array(table.rows));
      const found = columnsOf(hashes, table);
      for (const { column, of } of found) {
        const signed = numbersOfTexts(column, of);
        for (let row = 0; row < signed.length; row++) {
          const number = signed[row]!;
          if (number !== 0) made[Math.abs(number) - 1]![row]! += Math.sign(number);
        }
      }
      const from = [...new Set(found.flatMap(({ column }) => originsOf(column)))];
      const left = table.without(hashes.map(({ column }) => column));
      return tableOf([...left.data, ...made.map((values, i) => numbersColumn(names[i]!, values, from))], table.rows);
    },
    notes: ({ names, hashes }) =>
      hashes.flatMap(({ column, levels, numbers }) => {
        const used = new Set(numbers.map(Math.abs)).size;
        return used === levels.length
          ? []
          : [`hashing put ${plural(levels.length, "level")} of \`${column}\` into ${used} of ${names.length} columns.`];
      }),
    onnx: ({ names, hashes }, wires, graph) => {
      if (names.length === 0) return wires;
      const from1 = graph.node("Add", [countTo(names.length, graph), graph.doubles([1])]);
      const below1 = graph.node("Neg", [from1]);
      const columns = wiresOf(hashes, wires).map(({ wire, of }) => {
        const signed = textsToNumbers(wire, of, graph);
        const count = (of: string): string => toDoubles(graph.node("Equal", [signed, of]), graph);
        return graph.node("Sub", [count(from1), count(below1)]);
      });
      const isHashed = new Set(hashes.map(({ column }) => column));
      const sum = columns.length === 1 ? columns[0]! : graph.node("Sum", columns);
      return [...wires.filter(({ column }) => !isHashed.has(column)), ...graph.wires(sum, names)];
    },
  },
);
