import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { resolve } from "node:path";
import { renderError } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
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
  const damage: string[] = [];
  const target = await connect(to);
  await migrate(target);
  const counts = { kaviar_studies: 0, kaviar_spaces: 0, kaviar_trials: 0, kaviar_reports: 0 };
  const copy = `${to}.reading`;
  copyWhole(from, copy);
  const source = new Driver(resolve(copy));
  try {
    // Lets SQLite open a file that is shorter than it says.
    source.exec("pragma writable_schema = on");
    await target.write(() => {
      for (const table of tables) {
        const { rows, lost } = readRows(source, table, Math.ceil(statSync(from).size / leastRow));
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
  } catch (error) {
    throw new TuneError("storage-damaged", `Nothing can be read of ${resolve(from)}: ${renderError(error).evidence}.`, {
      cause: error,
    });
  } finally {
    source.close();
    target.close();
    for (const end of ["", "-wal", "-shm"]) rmSync(`${copy}${end}`, { force: true });
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

/** A copy without the half page at its end, of which SQLite would read the missing half as zeros. */
const copyWhole = (from: string, copy: string): void => {
  copyFileSync(from, copy);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${copy}-wal`);
  const page = readFileSync(copy).subarray(16, 18);
  const size = page.length === 2 ? page.readUInt16BE() : 0;
  if (size >= 512) truncateSync(copy, Math.floor(statSync(copy).size / size) * size);
};

interface Statement {
  all(...values: unknown[]): unknown[];
}
interface Source {
  prepare(sql: string): Statement;
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
