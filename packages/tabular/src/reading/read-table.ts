import { type OptionsOf, whole } from "@kaviar/base/check";
import { options } from "../options.ts";
import type { Table } from "../table/table.ts";
import { drawRows } from "./draw-rows.ts";
import { withDuckdb } from "./duckdb.ts";
import { freeMemory, mustFit } from "./memory.ts";
import { mustBeGiven, readLaws } from "./read-options.ts";
import { readSource } from "./read-source.ts";
import { type Given, openSource } from "./source.ts";

export const readOptions = options("readTable", {
  ...readLaws,
  /** So many rows, drawn by chance, of a file that has more: it need not fit into memory then. */
  sample: whole(1).optional(),
  /** Another one draws other rows. */
  seed: whole().default(0),
});

export type ReadOptions = OptionsOf<typeof readOptions>;

/**
 * A table of a file: csv, tsv, parquet, json (records in a list), jsonl, each also as .gz, and many files of one kind by a
 * pattern; also of objects in a bucket, with keys as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Or of what a query gives, in DuckDB's SQL.
 *
 * ```ts
 * await readTable("churn.csv");
 * await readTable("data/*.parquet");
 * await readTable("s3://lab/data/*.parquet");
 * await readTable({ sql: "select * from 'data/*.parquet' where year > 2020" });
 * await readTable("churn.csv", { types: { zip: "category" }, missing: ["-"] });
 * await readTable("new.csv", { like: model.inputs });
 * await readTable("clicks/*.parquet", { sample: 200_000, seed: 1 });
 * ```
 * Reading is DuckDB's work: `npm install @duckdb/node-api`. No line is left out: one that has not the columns of the first
 * is an error. So is a file that memory will not take: `sample` draws some of its rows, `readParts` goes through all.
 */
export const readTable = async (file: Given, given?: ReadOptions): Promise<Table> => {
  const chosen = readOptions(given);
  mustBeGiven("readTable", file);
  return withDuckdb(async (database) => {
    const source = await openSource(database, file, chosen);
    if (chosen.sample !== undefined) return (await drawRows(database, source, chosen, chosen.sample)).table;
    mustFit(source, freeMemory());
    return readSource(database, source, chosen);
  });
};
