import { type Drawn, drawRows } from "./draw-rows.ts";
import { withDuckdb } from "./duckdb.ts";
import { bytesToRead, freeMemory, rowsThatFit } from "./memory.ts";
import { mustBeGiven } from "./read-options.ts";
import { readSource } from "./read-source.ts";
import { type ReadOptions, readOptions } from "./read-table.ts";
import { type Given, openSource } from "./source.ts";

/** Rows of a file, and how many it has. */
export interface Sample extends Drawn {
  /** Where nobody asked for a sample, and one was drawn: what all rows would have taken, and what was free, in bytes. */
  readonly tooLarge?: { readonly bytes: number; readonly free: number };
}

/** More rows than this are drawn from no file unasked: what draws them holds them several times. */
const mostDrawn = 500_000;

/**
 * A table of all rows of a file where these fit into the memory that is free, and of some of them, drawn by chance, where they
 * do not, or `sample` says how many. It says how many rows there are.
 *
 * ```ts
 * const { table, of } = await readSample("clicks/*.parquet", { sample: 200_000, seed: 1 });
 * ```
 * They are drawn in one pass of DuckDB, each with the same chance, by a hash of its place and of `seed`: the same file and
 * seed give the same rows on any machine. They come in the order of the file, and the types of columns are those of all rows.
 */
export const readSample = async (file: Given, given?: ReadOptions): Promise<Sample> => {
  const chosen = readOptions(given);
  mustBeGiven("readSample", file);
  return withDuckdb(async (database) => {
    const source = await openSource(database, file, chosen);
    if (chosen.sample !== undefined) return drawRows(database, source, chosen, chosen.sample);
    const [bytes, free] = [bytesToRead(source), freeMemory()];
    if (bytes === undefined || bytes <= free) {
      const table = await readSource(database, source, chosen);
      return { table, of: table.rows };
    }
    const rows = Math.min(mostDrawn, rowsThatFit(source, free));
    return { ...(await drawRows(database, source, chosen, rows)), tooLarge: { bytes, free } };
  });
};
