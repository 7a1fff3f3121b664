import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { TuneError } from "../error.ts";
import { type OpenDatabase, openDatabase, type Statement } from "./sqlite-database.ts";
import { createWaiting } from "./sqlite-waiting.ts";

export interface Connection {
  readonly file: string;
  /** A statement, prepared once. */
  statement(sql: string): Statement;
  exec(sql: string): void;
  /** Runs a job that only reads, in one statement. Waits while another process holds a lock. */
  read<T>(job: () => T): Promise<T>;
  /** Runs a job that writes, whole or not at all. */
  write<T>(job: () => T): Promise<T>;
  close(): void;
}

/**
 * Opens an SQLite file, in write-ahead mode: readers and the one writer do not wait for each other. A commit survives
 * the end of any process; a power cut may take the last ones (`synchronous = normal`), never the file.
 */
export const connect = async (file: string): Promise<Connection> => {
  const path = resolve(file);
  checkPlace(path);
  const { default: Driver } = await import("libsql");
  const waiting = createWaiting(path);
  let db!: OpenDatabase;

  await waiting.run(() => {
    db = openDatabase(new Driver(path, { timeout: 1 }));
  });
  await waiting.run(() => db.exec("pragma journal_mode = wal"));
  db.exec("pragma synchronous = normal");

  return {
    file: path,
    statement: db.statement,
    exec: db.exec,
    read: waiting.run,
    write: (job) =>
      waiting.run(() => {
        db.statement("begin immediate").run();
        try {
          const result = job();
          db.statement("commit").run();
          return result;
        } catch (error) {
          if (db.inTransaction) db.statement("rollback").run();
          throw error;
        }
      }),
    close: () => {
      if (waiting.close()) return;
      // Into the one file, so that it can be copied; where others still read, the last of them does it.
      if (db.isUsed) attempt(() => db.statement("pragma wal_checkpoint(truncate)").all());
      db.close();
    },
  };
};

const attempt = (job: () => unknown): void => {
  try {
    job();
  } catch {
    // The write-ahead file stays, and is read the next time.
  }
};

const checkPlace = (path: string): void => {
  const folder = dirname(path);
  if (!existsSync(folder))
    throw new TuneError("no-folder", `A study's file needs a folder that exists: got ${path} without ${folder}.`, {
      remedy: "Create the folder, or name another one.",
    });
  if (existsSync(path)) checkIsFile(path);
};

export const checkIsFile = (path: string): void => {
  if (!statSync(path).isFile()) throw new TuneError("not-a-file", `A study's file must be a file, and ${path} is not.`);
};
