import { law, type OptionsOf, oneOf, whole } from "@kaviar/base/check";
import { plural } from "@kaviar/base/text";
import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import { type ColumnData, missingIn, type NumberColumn, numbersColumn, originsOf } from "../table/column.ts";
import { placesToColumns } from "./contract/graph.ts";
import { type LevelTally, levelTallies } from "./contract/level-tallies.ts";
import { columnsOf, replaceColumns, replaceWires, wiresOf } from "./contract/replacing.ts";
import { checkSize } from "./contract/size.ts";
import {
  categoriesOf,
  levelCounts,
  numbersOfTexts,
  numbersToo,
  type TextNumbers,
  textsToNumbers,
} from "./contract/texts.ts";

const read = options("oneHot", {
  /** The first column of each, left out of all or of those that have two: the others tell it. */
  drop: oneOf("first", "ifBinary").optional(),
  /** Levels with fewer rows than this, or with less than this share of them, share one column. */
  minFrequency: law<number>("a whole number ≥ 1, or a share between 0 and 1", isFrequency).optional(),
  /** At most so many columns for a column: the rarest levels share one. */
  maxCategories: whole(1).optional(),
  /** What a level that training did not have becomes: zeros, or the column of the rare ones where there is one. */
  handleUnknown: oneOf("ignore", "infrequentIfExist").default("ignore"),
  /** Whether columns of numbers are categories too: codes, months, numbers of shops. */
  numbers: numbersToo,
});

function isFrequency(x: unknown): boolean {
  return typeof x === "number" && ((x > 0 && x < 1) || (x >= 1 && Number.isSafeInteger(x)));
}

export type OneHotOptions = OptionsOf<typeof read>;

interface ColumnOneHot extends TextNumbers {
  readonly column: string;
  /** The columns that come of it. The numbers of levels are places among them; −1 has none. */
  readonly names: readonly string[];
  /** The levels that share a column, how many rows have one of them, and the name of that column. */
  readonly rare: { readonly levels: number; readonly rows: number; readonly name: string };
}

/**
 * A column of 0 and 1 for each level of each column of texts, in its place: `plan=basic`, `plan=pro`.
 *
 * ```ts
 * pipeline(impute(), oneHot({ minFrequency: 10 }), logisticRegression());
 * ```
 * A column that misses values in training gets one more, `plan is missing`. A level that training did not have, and a
 * missing value where it had none, become zeros. Rare levels share `plan=other`. Columns of numbers pass
 * unchanged, unless `numbers` says otherwise.
 */
export const oneHot = createStep(
  read,
  {
    name: "One-hot encoding",
    formula: "x = level ? 1 : 0, for each level",
    use: "texts with few levels, before everything that multiplies: linear models, networks, distances",
    pitfall: "many levels make many columns: group rare ones by `minFrequency`, or use targetEncode",
    reference: "Suits 1957",
    seeAlso: ["ordinal", "targetEncode", "hashing", "encode"],
  },
  {
    fit: ({ table }, given): ColumnOneHot[] => {
      const learned = categoriesOf(table, given.numbers).map((column) =>
        learn({ name: column.name, levels: levelCounts(column), missing: missingIn(column) }, table.rows, given),
      );
      const columns = learned.reduce((sum, { names }) => sum + names.length, 0);
      checkSize("oneHot", table.rows, columns, "Set `maxCategories`, or use targetEncode or hashing.");
      return learned;
    },
    inParts: (_, given) => ({
      fit: async (parts) => {
        const { rows, columns } = await levelTallies(parts, given.numbers);
        return columns.map((tally) => learn(tally, rows, given));
      },
    }),
    apply: (state, table) =>
      replaceColumns(
        table,
        new Map(columnsOf(state, table).map(({ column, of }) => [column.name, columnsFor(column, of)] as const)),
      ),
    notes: (state) =>
      state.flatMap(({ column, rare: { levels, rows, name } }) =>
        levels === 0
          ? []
          : [
              `oneHot put ${plural(levels, "rare level")} of \`${column}\`, in ${plural(rows, "row")}, into \`${name}\`.`,
            ],
      ),
    onnx: (state, wires, graph) =>
      replaceWires(
        wires,
        new Map(
          wiresOf(state, wires).map(({ wire, of }) => {
            if (of.names.length === 0) return [wire.column, []];
            const places = textsToNumbers(wire, of, graph);
            return [wire.column, graph.wires(placesToColumns(places, of.names.length, graph), of.names)];
          }),
        ),
      ),
  },
);

interface Category {
  /** None for what is missing. */
  readonly level: string | undefined;
  readonly count: number;
}

const learn = (
  { name: column, levels, missing }: LevelTally,
  rows: number,
  options: ReturnType<typeof read>,
): ColumnOneHot => {
  const categories: readonly Category[] = [...levels, ...(missing > 0 ? [{ level: undefined, count: missing }] : [])];
  const rare = rareAmong(categories, rows, options);
  const kept = categories.filter((category) => !rare.has(category));
  const names = kept.map(({ level }) => (level === undefined ? `${column} is missing` : `${column}=${level}`));
  const other = rare.size > 0 ? names.push(otherName(column, names)) - 1 : -1;
  const dropped = options.drop === "first" || (options.drop === "ifBinary" && names.length === 2) ? 1 : 0;
  const placeOf = new Map(kept.map((category, place) => [category, place]));
  const place = (category: Category): number => Math.max((placeOf.get(category) ?? other) - dropped, -1);
  const unseen = options.handleUnknown === "infrequentIfExist" ? Math.max(other - dropped, -1) : -1;
  return {
    column,
    names: names.slice(dropped),
    levels: levels.map(({ level }) => level),
    numbers: Float64Array.from(categories.slice(0, levels.length), place),
    missing: missing > 0 ? place(categories.at(-1)!) : unseen,
    unseen,
    rare: {
      levels: rare.size,
      rows: [...rare].reduce((sum, { count }) => sum + count, 0),
      name: names[other] ?? "",
    },
  };
};

/** As scikit-learn counts: of equally rare ones those that sort first, and the shared column is one of `maxCategories`. */
const rareAmong = (
  categories: readonly Category[],
  rows: number,
  { minFrequency = 0, maxCategories = Infinity }: ReturnType<typeof read>,
): ReadonlySet<Category> => {
  const least = minFrequency < 1 ? minFrequency * rows : minFrequency;
  const rare = new Set(categories.filter(({ count }) => count < least));
  if (maxCategories >= categories.length - rare.size + 1) return rare;
  const byCount = [...categories].sort((a, b) => a.count - b.count);
  for (const category of byCount.slice(0, byCount.length - (maxCategories - 1))) rare.add(category);
  return rare;
};

const otherName = (column: string, taken: readonly string[]): string => {
  const name = `${column}=other`;
  return taken.includes(name) ? `${column}=other levels` : name;
};

const columnsFor = (column: ColumnData, of: ColumnOneHot): NumberColumn[] => {
  const places = numbersOfTexts(column, of);
  const made = of.names.map(() => new Float64Array(places.length));
  for (let row = 0; row < places.length; row++) {
    const place = places[row]!;
    if (place >= 0) made[place]![row] = 1;
  }
  return made.map((values, i) => numbersColumn(of.names[i]!, values, originsOf(column)));
};
