import type Database from "libsql";

type Value = string | number | null;

/** One prepared statement. Rows are arrays. */
export interface Statement {
  get(...values: readonly Value[]): readonly unknown[] | undefined;
  all(...values: readonly Value[]): readonly (readonly unknown[])[];
  run(...values: readonly Value[]): void;
}

/** What is open of a file, and its statements. */
export interface OpenDatabase {
  /** A statement, prepared once. */
  statement(sql: string): Statement;
  exec(sql: string): void;
  readonly inTransaction: boolean;
  /** Whether any statement was prepared. */
  readonly isUsed: boolean;
  close(): void;
}

/** A database of the driver, with each of its statements prepared once. */
export const openDatabase = (db: Database.Database): OpenDatabase => {
  const statements = new Map<string, Statement>();
  return {
    statement: (sql) => {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const prepared = db.prepare(sql);
      const rows = prepared.reader ? prepared.raw(true) : prepared;
      const made: Statement = {
        // `all`, as `get` would leave the statement open, and with it a lock.
        get: (...values) => (rows.all(...values) as (readonly unknown[])[])[0],
        all: (...values) => rows.all(...values) as (readonly unknown[])[],
        run: (...values) => void rows.run(...values),
      };
      statements.set(sql, made);
      return made;
    },
    exec: (sql) => void db.exec(sql),
    get inTransaction() {
      return db.inTransaction;
    },
    get isUsed() {
      return statements.size > 0;
    },
    close: () => void db.close(),
  };
};
