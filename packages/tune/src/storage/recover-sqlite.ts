import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { resolve } from "node:path";
import { renderError } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import { type Mending, mendFirstPage, mendings, mendingWords } from "./mend-first-page.ts";
import { connect } from "./sqlite-connection.ts";
import { migrate } from "./sqlite-migrate.ts";

/** What was read of a damaged file. */
export interface Recovered {
  readonly studies: number;
  readonly trials: number;
  /** What could not be read, in words. */
  readonly damage: readonly string[];
}

type Cell = string | number | null;

const tables = ["kaviar_studies", "kaviar_spaces", "kaviar_trials", "kaviar_reports"] as const;

/** No report is stored in fewer bytes, and no other row: so many a file can hold. */
const leastRow = 12;

/** After so many numbers without a row a table is taken to be at its end. */
const longestGap = 1_000;

/** See `recover`. */
export const recoverSqlite = async (from: string, to: string): Promise<Recovered> => {
  if (!existsSync(from))
    throw new TuneError("no-file", `\`recover\` needs a file, and there is none at ${resolve(from)}.`);
  if (existsSync(to))
    throw new TuneError("file-exists", `\`recover\` writes a new file, and ${resolve(to)} exists.`, {
      remedy: "Name another one.",
    });
  const { default: Driver } = await import("libsql");
  const open = (file: string) => {
    const source = new Driver(resolve(file));
    // Lets SQLite open a file that is shorter than it says.
    source.exec("pragma writable_schema = on");
    return source;
  };
  const damage: string[] = [];
  const sound = await soundFirstPage(`${to}.sound`);
  const copy = `${to}.reading`;
  const mending = bestMending(from, copy, sound, open);
  if (mending !== "none") damage.push(mendingWords[mending]);
  copyMended(from, copy, mending, sound);
  const target = await connect(to);
  await migrate(target);
  const counts = { kaviar_studies: 0, kaviar_spaces: 0, kaviar_trials: 0, kaviar_reports: 0 };
  let source: Source | undefined;
  let isDone = false;
  try {
    const reading = open(copy);
    source = reading;
    await target.write(() => {
      for (const table of tables) {
        const { rows, lost } = readRows(reading, table, Math.ceil(statSync(from).size / leastRow));
        const whole = [...rows.values()].filter(isWhole);
        if (whole.length < rows.size) damage.push(`${table}: ${rows.size - whole.length} rows read as zeros`);
        for (const row of whole) if (insert(table, row)) counts[table]++;
        if (lost !== undefined) damage.push(`${table}: ${rows.size} rows read, the others not (${lost})`);
      }
      target.exec(`insert or ignore into kaviar_studies (id, name, directions, seed, created_at, attributes)
        select distinct study, 'recovered ' || study, '["minimize"]', 0, 0, '{}' from kaviar_trials
        where study not in (select id from kaviar_studies)`);
      target.exec(`update kaviar_studies set
        trials = max(trials, coalesce((select max(number) + 1 from kaviar_trials where study = id), 0)),
        revision = max(revision, coalesce((select max(revision) from kaviar_trials where study = id), 0))`);
      target.exec("update kaviar_trials set state = 'waiting' where state = 'running'");
    });
    if (damage.length > 0 && counts.kaviar_studies + counts.kaviar_trials === 0) throw new Error(damage.join("; "));
    isDone = true;
  } catch (error) {
    throw new TuneError("storage-damaged", `Nothing can be read of ${resolve(from)}: ${renderError(error).evidence}.`, {
      cause: error,
    });
  } finally {
    source?.close();
    target.close();
    removeDatabase(copy);
    // What came to nothing is in the way of another try.
    if (!isDone) removeDatabase(to);
  }
  if (damage.length === 0) damage.push("every row could be read: at most indices, which are made anew, were damaged");
  return { studies: counts.kaviar_studies, trials: counts.kaviar_trials, damage };

  function insert(table: string, row: Readonly<Record<string, Cell>>): boolean {
    const names = Object.keys(row);
    try {
      target
        .statement(`insert into ${table} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`)
        .run(...Object.values(row));
      return true;
    } catch (error) {
      damage.push(`${table}: a row that contradicts others (${renderError(error).evidence})`);
      return false;
    }
  }
};

const removeDatabase = (file: string): void => {
  for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
};

/** The first page of a file that has the tables of studies, and nothing in them. */
const soundFirstPage = async (file: string): Promise<Buffer> => {
  removeDatabase(file);
  const empty = await connect(file);
  await migrate(empty);
  empty.close();
  const bytes = readFileSync(file);
  removeDatabase(file);
  return bytes.subarray(0, pageSizeOf(bytes));
};

/** The mending by which the most tables can be read, the least of those that are as good. */
const bestMending = (from: string, copy: string, sound: Buffer, open: (file: string) => Source): Mending => {
  const readable = mendings.map((mending) => {
    copyMended(from, copy, mending, sound);
    const count = countReadable(open, copy);
    removeDatabase(copy);
    return count;
  });
  return mendings[readable.indexOf(Math.max(...readable))]!;
};

const countReadable = (open: (file: string) => Source, copy: string): number => {
  let source: Source | undefined;
  try {
    source = open(copy);
    const reading = source;
    return tables.filter((table) => isReadable(reading, table)).length;
  } catch {
    return 0;
  } finally {
    source?.close();
  }
};

/** Whether a table can be found, and its first row read. */
const isReadable = (source: Source, table: string): boolean => {
  try {
    source.prepare(`select * from ${table} limit 1`).all();
    return true;
  } catch {
    return false;
  }
};

/** The size of pages that a header says; as files of studies have it, where it says what no file can have. */
const pageSizeOf = (bytes: Buffer): number => {
  const said = bytes.length < 18 ? 0 : bytes.readUInt16BE(16);
  return said >= 512 && Number.isInteger(Math.log2(said)) ? said : 4096;
};

/** A mended copy without the half page at its end, of which SQLite would read the missing half as zeros. */
const copyMended = (from: string, copy: string, mending: Mending, sound: Buffer): void => {
  removeDatabase(copy);
  copyFileSync(from, copy);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${copy}-wal`);
  const size = mending === "none" ? pageSizeOf(readFileSync(copy)) : sound.length;
  truncateSync(copy, Math.floor(statSync(copy).size / size) * size);
  if (statSync(copy).size > 0) mendFirstPage(copy, mending, sound);
};

interface Statement {
  all(...values: unknown[]): unknown[];
}
interface Source {
  prepare(sql: string): Statement;
  close(): void;
}

/** Nothing where the table itself is gone. */
const prepared = (source: Source, sql: string): Statement | undefined => {
  try {
    return source.prepare(sql);
  } catch {
    return undefined;
  }
};

/** The rows of a table by their number: all at once, or, where that fails, each by itself. */
const readRows = (source: Source, table: string, most: number) => {
  const rows = new Map<number, Readonly<Record<string, Cell>>>();
  let lost: string | undefined;
  const read = (statement: Statement, ...values: number[]) => {
    for (const row of statement.all(...values) as Record<string, Cell>[]) {
      const { kaviar_row, ...columns } = row;
      rows.set(kaviar_row as number, columns);
    }
  };
  try {
    read(source.prepare(`select rowid as kaviar_row, * from ${table}`));
  } catch (error) {
    lost = renderError(error).evidence;
    const one = prepared(source, `select rowid as kaviar_row, * from ${table} where rowid = ?`);
    if (one === undefined) return { rows, lost };
    for (let row = 1, last = 0; row <= Math.min(most, last + longestGap); row++)
      try {
        read(one, row);
        if (rows.has(row)) last = row;
      } catch {
        // On a page that is gone.
      }
  }
  return { rows, lost };
};

const jsonColumns = ["directions", "dimensions", "params", "result", "attributes", "constraints", "notes"];
const states: readonly unknown[] = ["waiting", "running", "complete", "pruned", "failed"];

/** Whether a row holds what it was written with: a page that was cut reads as zeros. */
const isWhole = (row: Readonly<Record<string, Cell>>): boolean => {
  if ("state" in row && !states.includes(row.state)) return false;
  try {
    for (const column of jsonColumns) if (typeof row[column] === "string") JSON.parse(row[column]);
    return Object.values(row).every((cell) => typeof cell !== "string" || !cell.includes("\0"));
  } catch {
    return false;
  }
};
