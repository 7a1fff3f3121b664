import { shown } from "@kaviar/base/error";
import { TableError } from "../error.ts";
import type { ColumnType } from "../table/column.ts";
import type { Cells } from "./cells.ts";
import { dateStyles } from "./dates.ts";
import type { Database } from "./duckdb.ts";
import { asCommaGrouped, asMoment, asPointGrouped, asText, type Storage } from "./storage.ts";

/** A type that a caller gives a column; a constant is found, not told. */
export type ToldType = Exclude<ColumnType, "constant">;

const truths = ["true", "t", "yes", "y", "1"];
const untruths = ["false", "f", "no", "n", "0"];

/** A column before it was told anything. */
interface Asked {
  readonly cells: Cells;
  readonly name: string;
  /** In SQL. */
  readonly c: string;
  readonly found: Storage;
  readonly mayHaveCommas: boolean;
}

/** How a column comes out as the type that it was told to be. A value that is none is refused, with its row. */
export const toldStorage = async (
  database: Database,
  { cells, name, c, found, mayHaveCommas }: Asked,
  type: ToldType,
): Promise<Storage> => {
  const why = "so told";
  if (type === "category" || type === "text") return { kind: "texts", type, why, sql: asText };
  if (type === "id") return { ...found, type, why };
  if (found.kind === "numbers" && (type === found.type || (isNumeric(type) && isNumeric(found.type))))
    return { ...found, type, why };
  const relation = cells.relationOf(c);
  /** How many values it does not read. */
  const unreadBy = async (read: Read): Promise<number> => {
    const [answer] = await database.rows(
      `SELECT count(*) AS n FROM ${relation} WHERE ${c} IS NOT NULL AND ${read(asText(c))} IS NULL`,
    );
    return Number(answer!.n);
  };
  const read = await reading(unreadBy, type, mayHaveCommas);
  const odd = await database.rows(
    `SELECT rowid AS at, ${asText(c)} AS value FROM ${relation} WHERE ${c} IS NOT NULL AND ${read(asText(c))} IS NULL ORDER BY rowid LIMIT 1`,
  );
  if (odd.length === 0) return { kind: "numbers", type, why, sql: (column) => read(asText(column)) };
  throw new TableError("column", `\`${name}\` is to be ${type}: row ${odd[0]!.at} has ${shown(odd[0]!.value)}.`, {
    remedy: `Leave \`${name}\` out of \`types\`, or name the text in \`missing\` where it stands for nothing.`,
  });
};

const isNumeric = (type: ColumnType): boolean => type === "number" || type === "integer";

/** What a text is read as, in SQL. */
type Read = (text: string) => string;

const reading = async (
  unreadBy: (read: Read) => Promise<number>,
  type: "number" | "integer" | "boolean" | "date",
  mayHaveCommas: boolean,
): Promise<Read> => {
  if (type === "boolean") {
    const oneOf = (text: string, words: readonly string[]) =>
      `lower(trim(${text})) IN (${words.map((word) => `'${word}'`).join(", ")})`;
    return (text) => `CASE WHEN ${oneOf(text, truths)} THEN 1.0 WHEN ${oneOf(text, untruths)} THEN 0.0 END`;
  }
  if (type !== "date") {
    // Where both are possible, commas are what they are not needed for: in a file that they part, for thousands.
    const [likely, other] = mayHaveCommas ? [asCommaGrouped, asPointGrouped] : [asPointGrouped, asCommaGrouped];
    if ((await unreadBy(likely)) === 0) return likely;
    return (await unreadBy(other)) === 0 ? other : likely;
  }
  for (const { read } of dateStyles) if ((await unreadBy(read)) === 0) return (text) => asMoment(read(text));
  return (text) => asMoment(dateStyles[0]!.read(text));
};
