import { isOptunas, notStudies } from "./not-studies.ts";
import { checkVersion, type Dialect, migrations } from "./schema.ts";
import type { Connection } from "./sqlite-connection.ts";

const dialect: Dialect = { id: "integer primary key autoincrement", integer: "integer", real: "real" };

/** Brings a file to the version this program writes: in one transaction, so an interrupted one leaves the old version. */
export const migrate = async (db: Connection): Promise<void> => {
  if ((await db.read(() => versionOf(db))) === migrations.length) return;
  await db.write(() => {
    const from = versionOf(db);
    if (from === 0 && isOptunas(db)) throw notStudies(db);
    if (from === 0)
      db.exec("create table kaviar_version (version integer not null); insert into kaviar_version values (0)");
    for (const step of migrations.slice(from)) for (const statement of step(dialect)) db.exec(statement);
    db.exec(`update kaviar_version set version = ${migrations.length}`);
  });
};

/** The version a file was written by; 0 of one that has no studies yet. */
export const versionOf = (db: Pick<Connection, "file" | "statement">): number => {
  const known = db.statement("select count(*) from sqlite_master where name = 'kaviar_version'").get();
  if (known?.[0] === 0) return 0;
  return checkVersion((db.statement("select version from kaviar_version").get()?.[0] as number) ?? 0, db.file);
};
