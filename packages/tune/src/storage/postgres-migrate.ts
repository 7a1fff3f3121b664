import type { Connection } from "./postgres-connection.ts";
import { functions } from "./postgres-functions.ts";
import { checkVersion, type Dialect, migrations } from "./schema.ts";

const dialect: Dialect = {
  id: "bigint generated always as identity primary key",
  integer: "bigint",
  real: "double precision",
};

/** Any number: whoever holds this lock changes the tables. */
const migrationLock = 5_862_101;

/** Brings a database to the version this program writes, in one transaction; one process at a time. */
export const migrate = async (db: Connection): Promise<void> => {
  const present = await db.query("select to_regclass('kaviar_version')::text", () => []);
  if (present[0]![0] !== null) {
    const [row] = await db.query("select version from kaviar_version", () => []);
    if (checkVersion(Number(row![0]), db.url) === migrations.length) return;
  }
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
