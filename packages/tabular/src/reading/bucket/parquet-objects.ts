import { fetchRanges, type Range, type Wanted } from "./fetch.ts";
import type { StoredObject } from "./find-objects.ts";

/** An object, and the file that has what was fetched of it. */
export interface HeldObject {
  readonly object: StoredObject;
  readonly path: string;
}

/** A parquet file ends in what says where its columns are: mostly it is smaller than this, in bytes. */
const tail = 2 ** 17;

/** The last bytes of a parquet file: the length of what is before them, and its magic. */
const trailer = 8;

/** Ranges that are nearer to each other than this are one request, in bytes. */
const near = 2 ** 18;

/** So many bytes behind a chunk may be a part of it: older writers did not count the head of a dictionary. */
const uncounted = 128;

/** Fetches of parquet files what they say of themselves: their types and counts can be asked for. */
export const fetchFooters = async (held: readonly HeldObject[]): Promise<void> => {
  const endOf = ({ object, path }: HeldObject, from: number, to: number): Wanted => ({
    ...{ object, path, to },
    from: Math.max(0, from),
  });
  await fetchRanges(held.map((each) => endOf(each, each.object.size - tail, each.object.size)));
  const longer: Wanted[] = [];
  for (const each of held) {
    const { size } = each.object;
    const begins = size - trailer - (await footerLength(each));
    if (begins < size - tail) longer.push(endOf(each, begins, size - tail));
  }
  await fetchRanges(longer);
};

/** What is no parquet file has none: DuckDB says so. */
const footerLength = async ({ path, object }: HeldObject): Promise<number> => {
  const { promises } = process.getBuiltinModule("node:fs");
  const file = await promises.open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(trailer), 0, trailer, Math.max(0, object.size - trailer));
    return buffer.subarray(4).toString("latin1") === "PAR1" ? Math.min(buffer.readUInt32LE(0), object.size) : 0;
  } finally {
    await file.close();
  }
};

/** A chunk of a column, as DuckDB tells it of a footer. */
export interface Chunk {
  readonly file: string;
  /** Steps of the name of a column within columns, parted by ", ". */
  readonly column: string;
  /** Where its pages may begin. */
  readonly begins: readonly number[];
  readonly bytes: number;
}

/** Fetches columns of parquet files, by what their footers say. */
export const fetchColumns = async (
  held: readonly HeldObject[],
  chunks: readonly Chunk[],
  columns: readonly string[],
): Promise<void> => {
  const isWanted = (path: string) => columns.some((name) => path === name || path.startsWith(`${name}, `));
  const ranges = new Map<string, Range[]>(held.map(({ path }) => [path, []]));
  for (const { file, column, begins, bytes } of chunks) {
    if (!isWanted(column)) continue;
    const from = Math.min(...begins.filter((at) => at > 0));
    ranges.get(file)?.push({ from, to: from + bytes });
  }
  await fetchRanges(
    held.flatMap(({ object, path }) =>
      joined(ranges.get(path)!, object.size).map((range) => ({ object, path, ...range })),
    ),
  );
};

/** Ranges in order, those near each other as one. */
const joined = (ranges: readonly Range[], size: number): readonly Range[] => {
  const all: Range[] = [];
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last !== undefined && from - last.to <= near)
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else all.push({ from, to });
  }
  return all.map(({ from, to }) => ({ from, to: Math.min(size, to + uncounted) }));
};
