import { finite, flag, law, type OptionsOf, oneOf } from "@kaviar/base/check";
import { plural } from "@kaviar/base/text";
import type { Parts } from "../contract/in-parts.ts";
import { createStep } from "../contract/step.ts";
import { TableError } from "../error.ts";
import type { GraphBuilder, Wire } from "../onnx/graph-builder.ts";
import { options } from "../options.ts";
import {
  type ColumnData,
  type ColumnType,
  isMissing,
  missingIn,
  type NumberColumn,
  numbersColumn,
  originsOf,
  type TextColumn,
} from "../table/column.ts";
import { tableOf } from "../table/table.ts";
import { toDoubles } from "./contract/graph.ts";
import { columnsOf, replaceColumns, replaceWires, wiresNamed, wiresOf } from "./contract/replacing.ts";
import { levelCounts } from "./contract/texts.ts";

const read = options("impute", {
  /** What stands in for a missing number; `mostFrequent` for a missing text too. */
  strategy: oneOf("mean", "median", "mostFrequent", "constant").default("mean"),
  /** The number that stands in, with the strategy `constant`, and where a column misses all its numbers. */
  fillValue: finite.default(0),
  /** The text that stands in for a missing text, as a level of its own, and where a column misses all its texts. */
  level: law<string>("a text that is not empty", (x) => typeof x === "string" && x !== "").default("missing"),
  /** Whether each column that misses values in training gets another one that says where: 1 is missing. */
  indicator: flag.default(false),
  /** Whether infinite numbers are taken for missing ones. */
  infinite: flag.default(false),
});

export type ImputeOptions = OptionsOf<typeof read>;

interface ColumnFill {
  readonly column: string;
  readonly fill: number | string;
}

interface ImputeState {
  readonly fills: readonly ColumnFill[];
  /** The columns that get an indicator. */
  readonly indicated: readonly string[];
  /** The columns that miss everything in training. */
  readonly empty: readonly string[];
  /** The columns that are infinite in some rows of training, which are taken for missing, and in how many. */
  readonly infinite: readonly { readonly column: string; readonly rows: number }[];
}

/**
 * Something in the place of what is missing: in a column of numbers their mean, in one of texts a level of its own.
 *
 * ```ts
 * pipeline(impute({ strategy: "median", indicator: true }), encode(), ridge());
 * ```
 * Columns that miss nothing in training are filled too when they do at prediction. A column that misses everything in
 * training is kept, filled with `fillValue` or `level`. Of equally frequent values the smallest is taken. A mean of dates
 * is rounded to whole milliseconds. Infinite numbers are refused by a mean, unless `infinite` says that they are missing
 * too. Weights of rows are not respected, as in scikit-learn.
 */
export const impute = createStep(
  read,
  {
    name: "Imputation by one value a column",
    formula: "x where it is there, else the mean (median, most frequent value, constant) of the training rows",
    use: "before every model that has no answer to missing values",
    pitfall: "that a value is missing may say more than the value: turn `indicator` on",
    reference: "Little & Rubin 2002",
    seeAlso: ["encode"],
  },
  {
    fit: ({ table: given }, { strategy, fillValue, level, indicator, infinite }): ImputeState => {
      const data = given.data.map((column) => withGaps(column, infinite));
      const missing = data.map(missingIn);
      const namesWhere = (is: (missing: number) => boolean): readonly string[] =>
        data.flatMap(({ name }, i) => (is(missing[i]!) ? [name] : []));
      return {
        fills: data.map((column) => ({
          column: column.name,
          fill:
            column.kind === "numbers"
              ? numberFor(column, strategy, fillValue)
              : (strategy === "mostFrequent" && mostFrequentLevel(column)) || level,
        })),
        indicated: indicator ? namesWhere((count) => count > 0) : [],
        empty: given.rows === 0 ? [] : namesWhere((count) => count === given.rows),
        infinite: data.flatMap((column, i) => {
          const own = given.data[i]!;
          return own === column ? [] : [{ column: column.name, rows: missing[i]! - missingIn(own) }];
        }),
      };
    },
    inParts: (_, given) =>
      given.strategy === "mean" || given.strategy === "constant"
        ? { fit: (parts) => fillsInParts(parts, given) }
        : undefined,
    apply: ({ fills, indicated }, given, { infinite }) => {
      const table = infinite
        ? tableOf(
            given.data.map((column) => withGaps(column, infinite)),
            given.rows,
          )
        : given;
      const filled = new Map(
        columnsOf(fills, table).map(({ column, of }) => [column.name, [fillColumn(column, of.fill)]]),
      );
      const indicators = indicated.map((name) => indicatorOf(table.column(name).data));
      return tableOf([...replaceColumns(table, filled).data, ...indicators], table.rows);
    },
    notes: ({ fills, empty, infinite }) => [
      ...infinite.map(
        ({ column, rows }) => `impute took ${plural(rows, "infinite value")} of \`${column}\` for missing.`,
      ),
      ...empty.map((name) => {
        const { fill } = fills.find(({ column }) => column === name)!;
        return `impute filled all of \`${name}\` with ${JSON.stringify(fill)}: no value of it is known.`;
      }),
    ],
    onnx: ({ fills, indicated }, wires, graph, { infinite }) => {
      const found = wiresOf(fills, wires);
      const made = new Map([...numberWires(found, graph, infinite), ...textWires(found, graph)]);
      const indicators = wiresNamed(indicated, wires).map((wire) => indicatorWire(wire, graph, infinite));
      return [...replaceWires(wires, made), ...indicators.flat()];
    },
  },
);

interface ColumnTally {
  readonly kind: ColumnData["kind"];
  readonly type: ColumnType;
  missing: number;
  infinite: number;
  sum: number;
}

/** What is learned of rows that come in parts, by counts and sums. */
const fillsInParts = async (
  parts: Parts,
  { strategy, fillValue, level, indicator, infinite }: ReturnType<typeof read>,
): Promise<ImputeState> => {
  let rows = 0;
  const tallies = new Map<string, ColumnTally>();
  for await (const { table } of parts) {
    rows += table.rows;
    for (const column of table.data) {
      const { name, type, kind } = column;
      const tally = tallies.get(name) ?? { kind, type, missing: 0, infinite: 0, sum: 0 };
      tallies.set(name, tally);
      const own = withGaps(column, infinite);
      tally.missing += missingIn(own);
      if (own !== column) tally.infinite += missingIn(own) - missingIn(column);
      if (own.kind === "numbers") for (const value of own.values) if (!Number.isNaN(value)) tally.sum += value;
    }
  }
  const all = [...tallies];
  return {
    fills: all.map(([column, { kind, type, missing, sum }]) => {
      if (kind === "texts") return { column, fill: level };
      if (strategy === "constant" || missing === rows) return { column, fill: fillValue };
      const mean = sum / (rows - missing);
      if (!Number.isFinite(mean)) throw infiniteMean(column);
      return { column, fill: type === "date" ? Math.round(mean) : mean };
    }),
    indicated: indicator ? all.flatMap(([name, { missing }]) => (missing > 0 ? [name] : [])) : [],
    empty: rows === 0 ? [] : all.flatMap(([name, { missing }]) => (missing === rows ? [name] : [])),
    infinite: all.flatMap(([column, tally]) => (tally.infinite > 0 ? [{ column, rows: tally.infinite }] : [])),
  };
};

const infiniteMean = (name: string): TableError =>
  new TableError("data", `The mean of a column is finite: that of all rows of \`${name}\` is not.`, {
    remedy: 'Say that infinite values are missing, impute({ infinite: true }), or use impute({ strategy: "median" }).',
  });

/** The column with gaps where it is infinite, if these are gaps; itself where it has none such. */
const withGaps = (column: ColumnData, infinite: boolean): ColumnData =>
  infinite && column.kind === "numbers" && column.values.some(isInfinite)
    ? { ...column, values: column.values.map((value) => (isInfinite(value) ? Number.NaN : value)) }
    : column;

const isInfinite = (value: number): boolean => Math.abs(value) === Infinity;

const numberFor = ({ name, type, values }: NumberColumn, strategy: string, fillValue: number): number => {
  if (strategy === "constant") return fillValue;
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return fillValue;
  if (strategy === "mostFrequent") return mostFrequent(known.sort());
  const fill = strategy === "mean" ? meanOf(known) : medianOf(known.sort());
  if (Number.isFinite(fill)) return type === "date" ? Math.round(fill) : fill;
  const row = values.findIndex(isInfinite);
  if (row < 0) {
    throw new TableError(
      "data",
      `The ${strategy} of a column is finite: numbers of \`${name}\` overflow in their sum.`,
      {
        remedy: 'Divide the column before, or use impute({ strategy: "median" }).',
      },
    );
  }
  throw new TableError("data", `impute learns from finite numbers: \`${name}\` is ${values[row]} at row ${row}.`, {
    remedy:
      'Say that it is missing too, impute({ infinite: true }), replace it before, or use impute({ strategy: "median" }).',
  });
};

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const medianOf = (sorted: Float64Array): number => {
  const upper = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[upper]! : (sorted[upper - 1]! + sorted[upper]!) / 2;
};

const mostFrequent = (sorted: Float64Array): number => {
  let [best, most] = [sorted[0]!, 0];
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start > most) [best, most] = [sorted[start]!, end - start];
  }
  return best;
};

const mostFrequentLevel = (column: TextColumn): string | undefined => {
  let best: { readonly level: string; readonly count: number } | undefined;
  for (const each of levelCounts(column)) if (!best || each.count > best.count) best = each;
  return best?.level;
};

const fillColumn = (column: ColumnData, fill: number | string): ColumnData => {
  if (missingIn(column) === 0) return column;
  if (column.kind === "numbers") {
    const values = column.values.map((value) => (Number.isNaN(value) ? (fill as number) : value));
    return { ...column, type: typeWith(column.type, fill as number), values };
  }
  const known = column.levels.indexOf(fill as string);
  const levels = known < 0 ? [...column.levels, fill as string] : column.levels;
  const code = known < 0 ? levels.length - 1 : known;
  return { ...column, levels, codes: column.codes.map((each) => (each < 0 ? code : each)) };
};

/** A whole number filled with a fraction is one no more, and so a boolean. */
const typeWith = (type: ColumnType, fill: number): ColumnType => {
  const fits = type === "integer" ? Number.isInteger(fill) : type === "boolean" ? fill === 0 || fill === 1 : true;
  return fits ? type : "number";
};

const indicatorName = (column: string): string => `${column} is missing`;

const indicatorOf = (column: ColumnData): NumberColumn => {
  const length = column.kind === "numbers" ? column.values.length : column.codes.length;
  const values = Float64Array.from({ length }, (_, row) => (isMissing(column, row) ? 1 : 0));
  return numbersColumn(indicatorName(column.name), values, originsOf(column));
};

type Found = readonly { readonly wire: Wire; readonly of: ColumnFill }[];
type Made = readonly (readonly [string, readonly Wire[]])[];

const numberWires = (found: Found, graph: GraphBuilder, infinite: boolean): Made => {
  const numbers = found.filter(({ wire }) => wire.kind === "numbers");
  if (numbers.length === 0) return [];
  const x = graph.numbers(numbers.map(({ wire }) => wire));
  const fills = graph.doubles(numbers.map(({ of }) => of.fill as number));
  const filled = graph.node("Where", [isGap(x, graph, infinite), fills, x]);
  return graph
    .wires(
      filled,
      numbers.map(({ wire }) => wire.column),
    )
    .map((wire) => [wire.column, [wire]]);
};

const textWires = (found: Found, graph: GraphBuilder): Made =>
  found.flatMap(({ wire, of }) => {
    if (wire.kind === "numbers") return [];
    const x = graph.texts(wire);
    const tensor = graph.node("Where", [isEmpty(x, graph), graph.strings([of.fill as string]), x]);
    return [[wire.column, graph.wires(tensor, [wire.column]).map((made) => ({ ...made, kind: "texts" as const }))]];
  });

/** What is infinite less itself is no number, as what is missing is none. */
const isGap = (x: string, graph: GraphBuilder, infinite: boolean): string =>
  graph.node("IsNaN", [infinite ? graph.node("Sub", [x, x]) : x]);

const isEmpty = (texts: string, graph: GraphBuilder): string => graph.node("Equal", [texts, graph.strings([""])]);

const indicatorWire = (wire: Wire, graph: GraphBuilder, infinite: boolean): readonly Wire[] => {
  const isMissing =
    wire.kind === "numbers" ? isGap(graph.numbers([wire]), graph, infinite) : isEmpty(graph.texts(wire), graph);
  return graph.wires(toDoubles(isMissing, graph), [indicatorName(wire.column)]);
};
