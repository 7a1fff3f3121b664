import { TuneError } from "../error.ts";
import type { Connection } from "./postgres-connection.ts";
import { functions } from "./postgres-functions.ts";
import { checkVersion, type Dialect, migrations, readableSince } from "./schema.ts";

const dialect: Dialect = {
  id: "bigint generated always as identity primary key",
  integer: "bigint",
  real: "double precision",
};

/** Any number: whoever holds this lock changes the tables. */
const migrationLock = 5_862_101;

/** Brings a database to the version this program writes, in one transaction; one process at a time. */
export const migrate = async (db: Connection): Promise<void> => {
  if ((await versionOf(db)) === migrations.length) return;
  await db.transaction(async (query) => {
    await query(`select pg_advisory_xact_lock(${migrationLock})`);
    await query("create table if not exists kaviar_version (version integer not null)");
    const rows = await query("select version from kaviar_version");
    const from = checkVersion(Number(rows[0]?.[0] ?? 0), db.url);
    if (from === migrations.length) return;
    for (const step of migrations.slice(from)) for (const statement of step(dialect)) await query(statement);
    for (const statement of functions) await query(statement);
    await query("delete from kaviar_version");
    await query(`insert into kaviar_version values (${migrations.length})`);
  });
};

/** Refuses what cannot be read as it is: where nothing may be written, nothing is brought up to date. */
export const checkReady = async (db: Connection): Promise<void> => {
  const version = await versionOf(db);
  if (version === 0)
    throw new TuneError(
      "no-studies",
      `A database that is read as studies must hold some: ${db.url} has none of their tables.`,
      { remedy: "Name another database, or another user: tables are found along the user's search_path." },
    );
  if (version < readableSince)
    throw new TuneError(
      "older-storage",
      `A database is read whose tables are as a program knows them: ${db.url} has version ${version}, this one reads ${readableSince} to ${migrations.length}.`,
      { remedy: "Whoever may write there brings it up to date by opening it, as `kaviar tune` does." },
    );
};

/** 0 where there are no tables yet. */
const versionOf = async (db: Connection): Promise<number> => {
  const present = await db.query("select to_regclass('kaviar_version')::text", () => []);
  if (present[0]![0] === null) return 0;
  const [row] = await db.query("select version from kaviar_version", () => []);
  return checkVersion(Number(row![0]), db.url);
};
