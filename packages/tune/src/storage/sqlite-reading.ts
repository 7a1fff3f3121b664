import { copyFileSync, existsSync, mkdtempSync, rmSync, type StatOptions, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { TuneError } from "../error.ts";
import { openedForReading } from "./opened-for-reading.ts";
import { type Connection, checkIsFile, connect } from "./sqlite-connection.ts";
import { type OpenDatabase, openDatabase } from "./sqlite-database.ts";
import { isBusy } from "./sqlite-errors.ts";
import { createWaiting } from "./sqlite-waiting.ts";

/** What a file has to be before it is read. */
export interface Reading {
  /** Whether it can be read as it is; an error where it can never be. */
  isReady(db: Pick<Connection, "file" | "statement">): boolean;
  /** Makes it so, in a copy. */
  make(copy: Connection): Promise<void>;
}

type Database = Pick<OpenDatabase, "statement" | "close">;

interface Opened {
  readonly db: Database;
  /** The state of the file that is shown, where what other processes write does not come through. */
  readonly of?: string;
}

/** What lies beside a file that has not come into it yet: commits, or what takes an interrupted one back. */
const besides = ["-wal", "-journal"] as const;

/**
 * Opens an SQLite file for reading. Nothing is written to it and nothing beside it, so it may lie in a folder that cannot
 * be written to, or on a disk that is full.
 *
 * SQLite's locks are files, too. So one that nobody else has open is read as one that never changes (`immutable`); where
 * commits lie beside it, it is read with locks; where these cannot be made, from a copy among the temporary files. Of the
 * first and the last the state before and after a look is compared, and the look is repeated where they differ.
 */
export const connectForReading = async (file: string, { isReady, make }: Reading): Promise<Connection> => {
  const path = resolve(file);
  if (!existsSync(path))
    throw new TuneError("no-file", `A study is read from a file that exists: there is none at ${path}.`);
  checkIsFile(path);
  const { default: Driver } = await import("libsql");
  const waiting = createWaiting(path);
  let opened: Opened | undefined;

  const inPlace = (how: "mode=ro" | "immutable=1"): Database | undefined => {
    const db = openDatabase(new Driver(`${pathToFileURL(path).href}?${how}`, { timeout: 1 }));
    try {
      if (isReady({ file: path, statement: db.statement })) return db;
    } catch (error) {
      db.close();
      if (how === "immutable=1" || error instanceof TuneError || isBusy(error)) throw error;
      return undefined;
    }
    db.close();
    return undefined;
  };

  const copied = async (): Promise<Database> => {
    const folder = mkdtempSync(join(tmpdir(), "kaviar-reading-"));
    const remove = () => rmSync(folder, { recursive: true, force: true });
    try {
      const copy = join(folder, basename(path));
      for (const end of ["", ...besides]) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
      const db = await connect(copy);
      await make(db);
      return {
        statement: db.statement,
        close: () => {
          db.close();
          remove();
        },
      };
    } catch (error) {
      remove();
      throw error;
    }
  };

  const open = async (of: string): Promise<Opened> => {
    if (besides.some((end) => sizeOf(path + end) > 0)) {
      const db = inPlace("mode=ro");
      if (db !== undefined) return { db };
    } else {
      const db = inPlace("immutable=1");
      if (db !== undefined) return { db, of };
    }
    return { db: await copied(), of };
  };

  const look = async <T>(job: () => T): Promise<T> => {
    for (;;) {
      const now = stateOf(path);
      const isSame = () => opened?.of === undefined || stateOf(path) === now;
      try {
        if (opened?.of !== undefined && opened.of !== now) {
          opened.db.close();
          opened = undefined;
        }
        opened ??= await open(now);
        const result = job();
        if (isSame()) return result;
      } catch (error) {
        if (opened === undefined ? stateOf(path) === now : isSame()) throw error;
      }
    }
  };
  let turn: Promise<unknown> = Promise.resolve();
  /** One look at a time: two at once would open the file twice. */
  const read = <T>(job: () => T): Promise<T> => {
    const looked = turn.then(() => look(job));
    turn = looked.catch(() => {});
    return looked;
  };
  await waiting.run(() => read(() => {}));

  return {
    file: path,
    // Of what is open when it is run.
    statement: (sql) => ({
      get: (...values) => opened!.db.statement(sql).get(...values),
      all: (...values) => opened!.db.statement(sql).all(...values),
      run: (...values) => opened!.db.statement(sql).run(...values),
    }),
    exec: () => {
      throw openedForReading(`sqlite:${file}`);
    },
    read: (job) => waiting.run(() => read(job)),
    write: async () => {
      throw openedForReading(`sqlite:${file}`);
    },
    close: () => {
      if (!waiting.close()) opened?.db.close();
    },
  };
};

const precisely: StatOptions & { bigint: true; throwIfNoEntry: false } = { bigint: true, throwIfNoEntry: false };

const sizeOf = (path: string): number => Number(statSync(path, precisely)?.size ?? 0);

/** A text that is another one when a file, or what lies beside it, has changed. */
const stateOf = (path: string): string =>
  ["", ...besides]
    .map((end) => {
      const stat = statSync(path + end, precisely);
      return stat === undefined ? "" : `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
    })
    .join();
