import { TableError } from "../error.ts";
import type { Database } from "./duckdb.ts";
import type { Source } from "./source.ts";
import { asMoment, asNumber, largestWhole, type Storage } from "./storage.ts";

const whole = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/;
const long = /^U?(BIG|HUGE)INT$/;

/** How a column that has a type already comes out: texts stay texts. */
export const typedStorages = async (
  database: Database,
  { path, columns }: Source,
): Promise<ReadonlyMap<string, Storage>> => {
  const storages = new Map<string, Storage>();
  for (const [i, { name, type }] of columns.entries()) {
    const storage = storageOf(`c${i}`, type);
    if (!storage) {
      throw new TableError(
        "column",
        `A cell is a number, a text, a boolean or a date: \`${name}\` of ${path} holds ${shownType(type)}.`,
        {
          remedy: "Take it apart or leave it out by SQL: readTable({ sql: \"select … from '…'\" }).",
        },
      );
    }
    storages.set(`c${i}`, long.test(type) ? await longStorage(database, `c${i}`, storage) : storage);
  }
  return storages;
};

const storageOf = (c: string, type: string): Storage | undefined => {
  if (type === "BOOLEAN") return { kind: "numbers", type: "boolean", sql: asNumber(c) };
  if (whole.test(type) || /^(FLOAT|DOUBLE|DECIMAL.*)$/.test(type))
    return { kind: "numbers", type: "number", sql: asNumber(c) };
  if (/^(DATE|TIMESTAMP.*)$/.test(type))
    return {
      kind: "numbers",
      type: "date",
      why: "dates already where it was read",
      sql: asMoment(`CAST(${c} AS TIMESTAMP)`),
    };
  if (/^(VARCHAR|UUID|TIME.*|ENUM.*)$/.test(type))
    return { kind: "texts", type: "category", sql: `CAST(${c} AS VARCHAR)` };
  // A column without a value has no type.
  if (type === '"NULL"') return { kind: "numbers", type: "number", sql: "CAST(NULL AS DOUBLE)" };
  return undefined;
};

const longStorage = async (database: Database, c: string, otherwise: Storage): Promise<Storage> => {
  const beyond = await database.rows(
    `SELECT CAST(${c} AS VARCHAR) AS x FROM cells WHERE ${c} > ${largestWhole} OR ${c} < ${-largestWhole} LIMIT 1`,
  );
  if (beyond.length === 0) return otherwise;
  return {
    kind: "texts",
    type: "id",
    why: `whole numbers beyond 2⁵³, such as ${beyond[0]!.x}`,
    sql: `CAST(${c} AS VARCHAR)`,
  };
};

const shownType = (type: string): string =>
  type === "JSON"
    ? "values of several kinds"
    : type.startsWith("STRUCT")
      ? "records"
      : /\[\d*\]$/.test(type)
        ? "lists"
        : type;
