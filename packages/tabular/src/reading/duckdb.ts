import { sweptWhenCut } from "@kaviar/base/files";
import { TableError } from "../error.ts";

/** What DuckDB gives for one row. */
export type Answer = Readonly<Record<string, unknown>>;

/** A part of a column as DuckDB lays it out: numbers as they lie there, a text at a time. */
export interface Vector {
  getItem(at: number): unknown;
}

/** The numbers of a vector: as many as there are rows in its chunk. */
export const itemsOf = (vector: Vector): ArrayLike<number> =>
  (vector as Vector & { readonly items: ArrayLike<number> }).items;

/** Some thousands of rows. What is used of DuckDB is said here: who has no DuckDB has no types of it either. */
interface Chunk {
  readonly rowCount: number;
  getColumnVector(column: number): Vector;
}

/** A database in memory, closed when it has done what it was opened for. */
export interface Database {
  run(sql: string): Promise<void>;
  /** Bytes it may hold before it uses the disk. */
  limit(bytes: number): Promise<void>;
  /** A folder on the disk, gone with the database, and with the process. */
  folder(): string;
  rows(sql: string): Promise<readonly Answer[]>;
  /** The rows in pieces of some thousands, each column as DuckDB lays it out. */
  chunks(sql: string): AsyncIterable<Chunk>;
}

/** Its name is no literal where it is imported: who bundles a page needs no DuckDB. */
const library = "@duckdb/node-api";

const load = async (): Promise<typeof import("@duckdb/node-api")> => {
  try {
    return await import(/* @vite-ignore */ library);
  } catch (cause) {
    throw new TableError("file", `Files are read by DuckDB, which is not there: ${(cause as Error).message}`, {
      remedy: "npm install @duckdb/node-api, or give rows or columns: table({ age: [41, 29] }).",
      cause,
    });
  }
};

/** A DuckDB of its own for one piece of work. */
export const withDuckdb = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
  const database = await openDuckdb();
  try {
    return await work(database);
  } finally {
    database.close();
  }
};

/** Its time zone is UTC, and it downloads nothing. Whoever opens it closes it. */
export const openDuckdb = async (): Promise<Database & { close(): void }> => {
  const { DuckDBInstance } = await load();
  const { mkdtempSync, rmSync } = process.getBuiltinModule("node:fs");
  const { tmpdir } = process.getBuiltinModule("node:os");
  const spilled = `${tmpdir()}/kaviar-${crypto.randomUUID()}`;
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    // Unless said, what does not fit lies in the folder that the program was started in.
    temp_directory: spilled,
  });
  const connection = await instance.connect();
  let folder: string | undefined;
  let isGone: (() => void) | undefined;
  const makeFolder = () => {
    folder = mkdtempSync(`${tmpdir()}/kaviar-`);
    isGone = sweptWhenCut(folder);
    return folder;
  };
  await connection.run("SET TimeZone = 'UTC'");
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    limit: async (bytes) => {
      await connection.run(`SET memory_limit = '${Math.round(bytes / 1e6)}MB'`);
    },
    folder: () => folder ?? makeFolder(),
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS() as Answer[],
    chunks: async function* (sql) {
      const result = await connection.stream(sql);
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
        yield chunk;
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
      for (const each of folder === undefined ? [spilled] : [spilled, folder])
        rmSync(each, { recursive: true, force: true });
      isGone?.();
    },
  };
};

/** A text in SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name in SQL. */
export const named = (name: string): string => `"${name.replaceAll('"', '""')}"`;
