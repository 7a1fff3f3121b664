import { shown } from "@kaviar/base/error";
import { TableError } from "../error.ts";
import type { ColumnType } from "../table/column.ts";
import { dateStyles } from "./dates.ts";
import type { Database } from "./duckdb.ts";
import { asCommaGrouped, asMoment, asPointGrouped, type Storage } from "./storage.ts";

/** A type that a caller gives a column; a constant is found, not told. */
export type ToldType = Exclude<ColumnType, "constant">;

const truths = ["true", "t", "yes", "y", "1"];
const untruths = ["false", "f", "no", "n", "0"];

/** A column before it was told anything. */
interface Asked {
  readonly name: string;
  /** In SQL. */
  readonly c: string;
  readonly found: Storage;
  readonly mayHaveCommas: boolean;
}

/** How a column comes out as the type that it was told to be. A value that is none is refused, with its row. */
export const toldStorage = async (
  database: Database,
  { name, c, found, mayHaveCommas }: Asked,
  type: ToldType,
): Promise<Storage> => {
  const why = "so told";
  const text = `CAST(${c} AS VARCHAR)`;
  if (type === "category" || type === "text") return { kind: "texts", type, why, sql: text };
  if (type === "id") return { ...found, type, why };
  if (found.kind === "numbers" && (type === found.type || (isNumeric(type) && isNumeric(found.type))))
    return { ...found, type, why };
  const sql = await reading(database, text, type, mayHaveCommas);
  const odd = await database.rows(
    `SELECT rowid AS at, ${text} AS value FROM cells WHERE ${c} IS NOT NULL AND ${sql} IS NULL ORDER BY rowid LIMIT 1`,
  );
  if (odd.length === 0) return { kind: "numbers", type, why, sql };
  throw new TableError("column", `\`${name}\` is to be ${type}: row ${odd[0]!.at} has ${shown(odd[0]!.value)}.`, {
    remedy: `Leave \`${name}\` out of \`types\`, or name the text in \`missing\` where it stands for nothing.`,
  });
};

const isNumeric = (type: ColumnType): boolean => type === "number" || type === "integer";

const reading = async (
  database: Database,
  text: string,
  type: "number" | "integer" | "boolean" | "date",
  mayHaveCommas: boolean,
): Promise<string> => {
  if (type === "boolean") {
    const oneOf = (words: readonly string[]) =>
      `lower(trim(${text})) IN (${words.map((word) => `'${word}'`).join(", ")})`;
    return `CASE WHEN ${oneOf(truths)} THEN 1.0 WHEN ${oneOf(untruths)} THEN 0.0 END`;
  }
  if (type !== "date") {
    // Where both are possible, commas are what they are not needed for: in a file that they part, for thousands.
    const [likely, other] = mayHaveCommas
      ? [asCommaGrouped(text), asPointGrouped(text)]
      : [asPointGrouped(text), asCommaGrouped(text)];
    const odd = (as: string) =>
      database.rows(`SELECT count(*) AS n FROM cells WHERE ${text} IS NOT NULL AND ${as} IS NULL`);
    const [answer] = await odd(likely);
    if (answer!.n === 0n) return likely;
    const [otherwise] = await odd(other);
    return otherwise!.n === 0n ? other : likely;
  }
  for (const { read } of dateStyles) {
    const [answer] = await database.rows(
      `SELECT count(*) AS n FROM cells WHERE ${text} IS NOT NULL AND ${read(text)} IS NULL`,
    );
    if (answer!.n === 0n) return asMoment(read(text));
  }
  return asMoment(dateStyles[0]!.read(text));
};
