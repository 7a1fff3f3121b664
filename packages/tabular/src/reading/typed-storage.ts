import { TableError } from "../error.ts";
import type { Cells } from "./cells.ts";
import type { Source } from "./source.ts";
import { asMoment, asNothing, asNumber, asText, largestWhole, type Storage } from "./storage.ts";

const whole = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/;
const long = /^U?(BIG|HUGE)INT$/;

/** How a column that has a type already comes out: texts stay texts. */
export const typedStorages = async (cells: Cells, { path, columns }: Source): Promise<ReadonlyMap<string, Storage>> => {
  const storages = new Map<string, Storage>();
  for (const [i, { name, type }] of columns.entries()) {
    const storage = storageOf(type);
    if (!storage) {
      throw new TableError(
        "column",
        `A cell is a number, a text, a boolean or a date: \`${name}\` of ${path} holds ${shownType(type)}.`,
        {
          remedy: "Take it apart or leave it out by SQL: readTable({ sql: \"select … from '…'\" }).",
        },
      );
    }
    storages.set(`c${i}`, storage);
  }
  const longs = columns.flatMap(({ type }, i) => (long.test(type) ? [`c${i}`] : []));
  const counts = await cells.countEach(longs, (c) => ({
    beyond: `any_value(CAST(${c} AS VARCHAR)) FILTER (WHERE ${c} > ${largestWhole} OR ${c} < ${-largestWhole})`,
  }));
  for (const [c, { beyond }] of counts) if (beyond !== null) storages.set(c, longStorage(beyond));
  return storages;
};

const storageOf = (type: string): Storage | undefined => {
  if (type === "BOOLEAN") return { kind: "numbers", type: "boolean", sql: asNumber };
  if (whole.test(type) || /^(FLOAT|DOUBLE|DECIMAL.*)$/.test(type))
    return { kind: "numbers", type: "number", sql: asNumber };
  if (/^(DATE|TIMESTAMP.*)$/.test(type))
    return {
      kind: "numbers",
      type: "date",
      why: "dates already where it was read",
      sql: (c) => asMoment(`CAST(${c} AS TIMESTAMP)`),
    };
  if (/^(VARCHAR|UUID|TIME.*|ENUM.*)$/.test(type)) return { kind: "texts", type: "category", sql: asText };
  // A column without a value has no type.
  if (type === '"NULL"') return { kind: "numbers", type: "number", sql: asNothing };
  return undefined;
};

const longStorage = (beyond: unknown): Storage => ({
  kind: "texts",
  type: "id",
  why: `whole numbers beyond 2⁵³, such as ${beyond}`,
  sql: asText,
});

const shownType = (type: string): string =>
  type === "JSON"
    ? "values of several kinds"
    : type.startsWith("STRUCT")
      ? "records"
      : /\[\d*\]$/.test(type)
        ? "lists"
        : type;
