import { flag } from "@kaviar/base/check";
import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import type { ColumnData, ColumnType, NumberColumn, TextColumn } from "../../table/column.ts";
import type { Table } from "../../table/table.ts";

/** The columns that hold texts. */
export const textsOf = ({ data }: Table): readonly TextColumn[] =>
  data.flatMap((column) => (column.kind === "texts" ? [column] : []));

/** The option of steps for categories: columns of numbers are none, unless it is said. */
export const numbersToo = flag.default(false);

/** The columns whose values are categories: those of texts, and those of numbers where it is said; never dates. */
export const categoriesOf = ({ data }: Table, numbers: boolean): readonly TextColumn[] =>
  data.flatMap((column) => (column.kind === "texts" || (numbers && column.type !== "date") ? [asTexts(column)] : []));

/** Numbers as the texts that they are written as, in rising order. */
const asTexts = (column: ColumnData): TextColumn => (column.kind === "texts" ? column : writtenNumbers(column));

const writtenNumbers = ({ values, name, type, from }: NumberColumn): TextColumn => {
  const distinct = [...new Set(values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const codeOf = new Map(distinct.map((value, code) => [value, code]));
  const codes = Int32Array.from(values, (value) => codeOf.get(value) ?? -1);
  return { kind: "texts", name, type, ...(from ? { from } : {}), codes, levels: distinct.map(String) };
};

/** The levels that rows have, in sorted order (that of UTF-16, of numbers their own), and how many rows have each. */
export const levelCounts = ({ codes, levels, type }: TextColumn): readonly { level: string; count: number }[] => {
  const counts = new Int32Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return levels
    .map((level, i) => ({ level, count: counts[i]! }))
    .filter(({ count }) => count > 0)
    .sort(byLevel(type));
};

/** Their order, of columns of a type. */
export const byLevel = (type: ColumnType) => {
  const isWritten = type === "number" || type === "integer" || type === "boolean";
  return (a: { readonly level: string }, b: { readonly level: string }): number =>
    (isWritten ? Number(a.level) < Number(b.level) : a.level < b.level) ? -1 : 1;
};

/** What a text is worth: a number for each level known, one for a missing text, one for a level that is not known. */
export interface TextNumbers {
  readonly levels: readonly string[];
  readonly numbers: readonly number[] | Float64Array;
  readonly missing: number;
  readonly unseen: number;
}

/** Where a level stands in a list: made once a list, since a prediction asks for one row. */
const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

export const placesIn = (levels: readonly string[]): ReadonlyMap<string, number> => {
  let known = places.get(levels);
  if (!known) {
    known = new Map(levels.map((level, place) => [level, place]));
    places.set(levels, known);
  }
  return known;
};

/** For each row the place of its text in a list of levels: −1 where it is missing, −2 where the list does not have it. */
export const placesOf = (column: TextColumn, levels: readonly string[]): Int32Array => {
  const places = new Int32Array(column.codes.length);
  if (column.levels === levels) return column.codes.slice();
  const known = placesIn(levels);
  const few = column.levels.length <= column.codes.length;
  const byCode = few ? Int32Array.from(column.levels, (level) => known.get(level) ?? -2) : undefined;
  for (let row = 0; row < places.length; row++) {
    const code = column.codes[row]!;
    places[row] = code < 0 ? -1 : byCode ? byCode[code]! : (known.get(column.levels[code]!) ?? -2);
  }
  return places;
};

/** What the values of a column of categories are worth. */
export const numbersOfTexts = (column: ColumnData, { levels, numbers, missing, unseen }: TextNumbers): Float64Array => {
  const places = placesOf(asTexts(column), levels);
  const values = new Float64Array(places.length);
  for (let row = 0; row < values.length; row++) {
    const place = places[row]!;
    values[row] = place >= 0 ? numbers[place]! : place === -1 ? missing : unseen;
  }
  return values;
};

/** The same in a graph: a tensor of doubles [rows, 1]. */
export const textsToNumbers = (
  wire: Wire,
  { levels, numbers, missing, unseen }: TextNumbers,
  graph: GraphBuilder,
): string => {
  const isText = wire.kind === "texts";
  const value = isText ? graph.texts(wire) : graph.numbers([wire]);
  const keys = isText
    ? { type: "string" as const, shape: [levels.length + 1], elements: [...levels, ""] }
    : { type: "double" as const, shape: [levels.length + 1], elements: [...levels.map(Number), Number.NaN] };
  const found = graph.node("LabelEncoder", [value], {
    domain: "ai.onnx.ml",
    attributes: {
      keys_tensor: { tensor: keys },
      values_tensor: { tensor: { type: "double", shape: [levels.length + 1], elements: [...numbers, missing] } },
      default_tensor: { tensor: { type: "double", shape: [1], elements: [unseen] } },
    },
  });
  return isText ? found : graph.node("Where", [graph.node("IsNaN", [value]), graph.doubles([missing]), found]);
};
