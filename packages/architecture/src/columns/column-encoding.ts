import { listed } from "@kaviar/base/text";
import { encodeRows, learnEncoding, type TableEncoding } from "@kaviar/tabular";
import type { ColumnRows, PreparedColumns } from "../contract/columns.ts";
import { asTable } from "../data/column-rows.ts";
import { ArchitectureError } from "../error.ts";

/** Columns as a network takes them: `numbers` [N, P], and `levels` [N, T] where there are texts, each level by its own number. */
type EncodedColumns = Readonly<
  Record<string, { readonly data: Float32Array | Int32Array; readonly shape: readonly number[] }>
>;

export interface ColumnEncoder {
  readonly encode: (rows: ColumnRows) => EncodedColumns;
  readonly json: TableEncoding;
  readonly prepared: PreparedColumns;
}

/** Few rows say little of many intervals. */
export const binsFor = (rows: number): 8 | 16 => (rows < 500 ? 8 : 16);

/** The most frequent levels of a column that are told apart. */
const maxCategories = 1000;

/** How columns become numbers, learned from rows to train on. What names rows says nothing of others: it is left out. */
export const learnColumns = ({ data, rows }: ColumnRows, bins: number): ColumnEncoder => {
  const own = data.filter(({ type }) => type !== "id");
  return columnEncoderFrom(learnEncoding(asTable({ data: own, rows }), { bins, maxCategories }));
};

/** A program has borders in so many digits: more say nothing. */
const shortened = (edges: readonly number[]): readonly number[] => {
  const own = [...new Set(edges.map((edge) => Number(edge.toFixed(4))))];
  return own.length > 1 ? own : [];
};

/** The same, from what a file has. */
export const columnEncoderFrom = (json: TableEncoding): ColumnEncoder => {
  const { numbers, gaps, texts } = json;
  // A network needs an input: encodeRows has one 0 where there is nothing.
  const isEmpty = numbers.length + gaps.length + texts.length === 0;
  const plain = isEmpty ? 1 : numbers.length + gaps.length;
  // Each column of levels has one number more, for those that are not known.
  const starts: number[] = [];
  let levels = 0;
  for (const { count } of texts) {
    starts.push(levels);
    levels += count + 1;
  }
  return {
    json,
    prepared: {
      edges: Array.from({ length: plain }, (_, i) => shortened(numbers[i]?.edges ?? [])),
      texts: texts.length,
      levels,
    },
    encode: (rows) => {
      const known = knownColumns(json, rows);
      const all = encodeRows(json, asTable(known));
      const width = plain + texts.length;
      const pick = <A extends Float32Array | Int32Array>(
        into: A,
        from: number,
        of: (value: number, i: number) => number,
      ) => {
        const count = into.length / rows.rows;
        for (let row = 0; row < rows.rows; row++)
          for (let i = 0; i < count; i++) into[row * count + i] = of(all[row * width + from + i]!, i);
        return { data: into, shape: [rows.rows, count] };
      };
      return {
        ...(plain > 0 && { numbers: pick(new Float32Array(rows.rows * plain), 0, (value) => value) }),
        ...(texts.length > 0 && {
          levels: pick(
            new Int32Array(rows.rows * texts.length),
            plain,
            (value, i) => starts[i]! + (value < 0 ? texts[i]!.count : value),
          ),
        }),
      };
    },
  };
};

/** The columns of an encoding, of the kinds that it was learned of: one that has only gaps may be of either. */
const knownColumns = ({ numbers, gaps, texts }: TableEncoding, { data, rows }: ColumnRows): ColumnRows => {
  const byName = new Map(data.map((column) => [column.name, column]));
  const asKind = (name: string, kind: "numbers" | "texts") => {
    const column = byName.get(name);
    if (column === undefined)
      throw new ArchitectureError(
        "data",
        `Rows have the columns that a network has learned from: there is no \`${name}\`.`,
        {
          remedy: `They are ${listed([...byName.keys()])}.`,
        },
      );
    if (column.kind === kind) return column;
    if (column.kind === "numbers" && column.values.every(Number.isNaN))
      return { kind: "texts", name, type: "category", codes: new Int32Array(rows).fill(-1), levels: [] } as const;
    if (column.kind === "texts" && column.codes.every((code) => code < 0))
      return { kind: "numbers", name, type: "number", values: new Float64Array(rows).fill(Number.NaN) } as const;
    throw new ArchitectureError(
      "data",
      `Rows have columns of the kinds that a network has learned from: \`${name}\` had ${kind}, and has ${column.kind} now.`,
      { remedy: "Read them as the others were: readTable(file, { like })." },
    );
  };
  const ofNumbers = new Set([...numbers.map(({ column }) => column), ...gaps]);
  return {
    data: [
      ...[...ofNumbers].map((name) => asKind(name, "numbers")),
      ...texts.map(({ column }) => asKind(column, "texts")),
    ],
    rows,
  };
};
