import { anything, type OptionsOf, text } from "@kaviar/base/check";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { type Database, withDuckdb } from "../reading/duckdb.ts";
import { mustBeGiven, readLaws } from "../reading/read-options.ts";
import { isWide, readSource } from "../reading/read-source.ts";
import { type ColumnCounts, scan } from "../reading/scan.ts";
import { openSource, type Source, type Given as TableSource } from "../reading/source.ts";
import type { Table } from "../table/table.ts";
import type { ColumnProfile, Profile } from "./profile.ts";
import { type ProfileWishes, profileTable } from "./profile-table.ts";

const readReading = options("read of profile", readLaws);

type ReadingOptions = OptionsOf<typeof readReading>;

const read = options("profile", {
  /** The column that is to be predicted: then its balance is shown, and which columns know it. */
  target: text.optional(),
  /** The column that says which part of a split a row is in; found by itself where it says train and test. */
  split: text.optional(),
  /** How the file is read: the options of `readTable`. */
  read: anything<ReadingOptions>().optional(),
});

export type ProfileOptions = OptionsOf<typeof read>;

/** Files larger than this unpacked are not held. */
const mostBytes = 64e6;
/** Nor are those of very many columns that are larger than this. */
const mostBytesOfWide = 1e9;
/** What DuckDB may hold of such a file, besides what is drawn from it. */
const memory = 1e9;

/**
 * What there is to see in a table or a file: types and why, gaps, how values lie, what goes together, and what a model
 * should not be given: ids, copies of the target, a column that says who split the rows.
 *
 * ```ts
 * const seen = await profile("churn.csv", { target: "churned" });
 * for (const { code, place, evidence } of seen.findings) console.log(code, place, evidence);
 * ```
 * A file too large to be held is gone through once: rows, gaps and ends are those of all, the rest is of about 50 000
 * rows, and `sampled` says so.
 */
export const profile = async (given: Table | TableSource, chosen?: ProfileOptions): Promise<Profile> => {
  const wishes = read(chosen);
  if (isTable(given)) {
    if (wishes.read === undefined) return profileTable(given, wishes);
    throw new TableError("options", "`read` of profile says how a file is read: got a table.", {
      remedy: "Give these options to readTable.",
    });
  }
  mustBeGiven("profile", given);
  const reading = readReading(wishes.read);
  return withDuckdb(async (database) => {
    await database.limit(memory);
    const source = await openSource(database, given, reading);
    const seen = isLarge(source)
      ? await profileLarge(database, source, reading, wishes)
      : profileTable(await readSource(database, source, reading), wishes);
    return typeof given === "string" ? { source: given, ...seen } : seen;
  });
};

const isTable = (given: Table | TableSource): given is Table =>
  typeof given === "object" && given !== null && "rows" in given;

/** A row of very many columns is held as easily as it is looked at. */
const isLarge = (source: Source): boolean =>
  source.size !== undefined &&
  source.size.bytes > mostBytes &&
  !(isWide(source) && source.size.bytes <= mostBytesOfWide);

const profileLarge = async (
  database: Database,
  source: Source,
  reading: ReturnType<typeof readReading>,
  wishes: ProfileWishes,
): Promise<Profile> => {
  const { table, rows, counts } = await scan(database, source, reading, drawnForProfile(source));
  const seen = profileTable(table, wishes);
  return {
    ...seen,
    rows,
    columns: seen.columns.map((column, i) => counted(column, counts[i]!)),
    sampled: table.rows,
  };
};

const mostRows = 50_000;
const mostCells = 4_000_000;

const drawnForProfile = ({ columns }: Source) => ({ rows: Math.floor(Math.min(mostRows, mostCells / columns.length)) });

const counted = (column: ColumnProfile, { missing, distinct, ends }: ColumnCounts): ColumnProfile => ({
  ...column,
  missing,
  // An estimate is worse than the count of few values, all of which were among the rows drawn.
  distinct: distinct === undefined || isNear(distinct, column.distinct) ? column.distinct : distinct,
  ...(column.numbers && ends ? { numbers: { ...column.numbers, ...ends } } : {}),
});

const isNear = (estimate: number, count: number): boolean =>
  count < 1000 && Math.abs(estimate - count) <= 0.1 * count + 1;
