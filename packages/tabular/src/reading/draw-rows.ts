import { shuffled } from "@kaviar/base/random";
import type { Table } from "../table/table.ts";
import type { Database } from "./duckdb.ts";
import { memoryToScan } from "./memory.ts";
import { readSource, type Wishes } from "./read-source.ts";
import { scan } from "./scan.ts";
import type { Source } from "./source.ts";

export interface Drawn {
  readonly table: Table;
  /** How many rows they were drawn from. */
  readonly of: number;
}

/** Files larger than this unpacked are not held to draw from them. */
const mostHeld = 64e6;

/** So many rows of a source, or all where it has no more. */
export const drawRows = async (
  database: Database,
  source: Source,
  wishes: Wishes & { readonly seed: number },
  rows: number,
): Promise<Drawn> => {
  const { seed } = wishes;
  const size = source.size ?? (await countedSize(database, source));
  if (size.bytes > mostHeld) {
    await database.limit(memoryToScan());
    const { table, rows: of } = await scan(database, { ...source, size }, wishes, { rows, seed });
    return { table, of };
  }
  const table = await readSource(database, source, wishes);
  if (table.rows <= rows) return { table, of: table.rows };
  return { table: table.take(shuffled(table.rows, seed).subarray(0, rows).sort()), of: table.rows };
};

/** Bytes of a cell of a query, about: it says of how many rows it is, and not how large these are. */
const bytesOfCell = 8;

const countedSize = async (database: Database, { relation, columns, refused }: Source) => {
  try {
    const [answer] = await database.rows(`SELECT count(*) AS n FROM ${relation}`);
    const rows = Number(answer!.n);
    return { rows, bytes: rows * columns.length * bytesOfCell };
  } catch (error) {
    throw refused(error);
  }
};
