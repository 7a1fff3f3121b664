import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type Database from "libsql";
import { TuneError, type TuneErrorCode } from "../error.ts";
import { createOutage } from "./outage.ts";

type Value = string | number | null;

/** One prepared statement. Rows are arrays. */
export interface Statement {
  get(...values: readonly Value[]): readonly unknown[] | undefined;
  all(...values: readonly Value[]): readonly (readonly unknown[])[];
  run(...values: readonly Value[]): void;
}

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

/** How long to wait for other processes before saying so. */
const patience = 120_000;

/**
 * Opens an SQLite file, in write-ahead mode: readers and the one writer do not wait for each other. A commit survives
 * the end of any process; a power cut may take the last ones (`synchronous = normal`), never the file.
 */
export const connect = async (file: string): Promise<Connection> => {
  const path = resolve(file);
  checkPlace(path);
  const { default: Driver } = await import("libsql");
  const statements = new Map<string, Statement>();
  const outage = createOutage(path);
  let db: Database.Database;
  let closed = false;

  const patiently = async <T>(job: () => T): Promise<T> => {
    // The driver would end the whole process.
    if (closed)
      throw new TuneError("storage-closed", `A storage must be open to be read or changed: ${path} was closed.`, {
        remedy: "Close a study when it is done, or open it again by its name.",
      });
    const since = performance.now();
    for (let pause = 1; ; pause = Math.min(pause * 1.5, 20)) {
      try {
        const result = job();
        outage.answers();
        return result;
      } catch (error) {
        const waited = performance.now() - since;
        if (!isBusy(error) || waited > patience) throw explain(error, path);
        outage.waits(waited, patience, "another process holds it");
      }
      // Chance decides who is next: those that wait would else meet again.
      await new Promise((done) => setTimeout(done, pause * Math.random()));
    }
  };

  const statement = (sql: string): Statement => {
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
  };

  await patiently(() => {
    db = new Driver(path, { timeout: 1 });
  });
  await patiently(() => db.exec("pragma journal_mode = wal"));
  db!.exec("pragma synchronous = normal");

  return {
    file: path,
    statement,
    exec: (sql) => void db.exec(sql),
    read: patiently,
    write: (job) =>
      patiently(() => {
        statement("begin immediate").run();
        try {
          const result = job();
          statement("commit").run();
          return result;
        } catch (error) {
          if (db.inTransaction) statement("rollback").run();
          throw error;
        }
      }),
    close: () => {
      if (closed) return;
      closed = true;
      // Into the one file, so that it can be copied; where others still read, the last of them does it.
      if (statements.size > 0) attempt(() => db.prepare("pragma wal_checkpoint(truncate)").raw(true).all());
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
  if (existsSync(path) && !statSync(path).isFile())
    throw new TuneError("not-a-file", `A study's file must be a file, and ${path} is not.`);
};

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? "");

const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(codeOf(error));

interface Explanation {
  readonly code: TuneErrorCode;
  readonly law: string;
  readonly remedy: string;
}

const explanations: readonly (Explanation & { pattern: RegExp })[] = [
  {
    pattern: /^SQLITE_(BUSY|LOCKED|PROTOCOL)/,
    code: "storage-busy",
    law: `A study's file must be free to write every now and then: another process has held it for ${patience / 1000} s`,
    remedy: "End that process, or its transaction.",
  },
  {
    pattern: /^SQLITE_FULL/,
    code: "storage-full",
    law: "A study's file must have room to grow: the disk is full. All that was written before is kept",
    remedy: "Make room, and run it again: it goes on where it stopped.",
  },
  {
    pattern: /^SQLITE_(CORRUPT|NOTADB)/,
    code: "storage-damaged",
    law: "A study's file must be whole, and this one is damaged",
    remedy: "`kaviar study recover` writes what can be read into a new file.",
  },
  {
    pattern: /^SQLITE_(READONLY|PERM|CANTOPEN|AUTH)/,
    code: "storage-read-only",
    law: "A study's file, and its folder, must be writable",
    remedy: "Change their permissions, or name another file.",
  },
  {
    pattern: /^SQLITE_IOERR/,
    code: "storage-unreadable",
    law: "A study's file must be readable and writable: the system reports a fault. All that was written before is kept",
    remedy: "Look at the disk: it may be full or failing.",
  },
];

/** The driver's error as law, evidence, remedy. */
const explain = (error: unknown, file: string): unknown => {
  if (error instanceof TuneError) return error;
  const message = error instanceof Error ? error.message : String(error);
  // Text that is no JSON where only JSON is written: pages with nothing in them.
  const code = error instanceof SyntaxError ? "SQLITE_CORRUPT" : codeOf(error) || driverCode(message);
  const found = explanations.find(({ pattern }) => pattern.test(code));
  if (found === undefined) return error;
  return new TuneError(found.code, `${found.law}: ${file} (${message}).`, { remedy: found.remedy, cause: error });
};

/** Opening fails without a code, with its number in the text. */
const driverCode = (message: string): string => {
  const number = /local database .*: (\d+)/.exec(message)?.[1];
  return number === undefined
    ? ""
    : ({ 8: "SQLITE_READONLY", 10: "SQLITE_IOERR", 11: "SQLITE_CORRUPT", 14: "SQLITE_CANTOPEN", 26: "SQLITE_NOTADB" }[
        Number(number) & 255
      ] ?? "");
};
