import { readTable } from "@kaviar/tabular";
import { type ColumnsAsked, columnsBeside } from "../columns/columns-beside.ts";
import { targetOfCells } from "../columns/target-of-cells.ts";
import { ArchitectureError } from "../error.ts";
import type { BrokenFile } from "../images/source.ts";
import type { TextRows } from "./text-rows.ts";

export interface TextColumns {
  readonly text?: string | undefined;
  readonly target?: string | undefined;
  readonly columns?: ColumnsAsked | undefined;
}

/** The texts of a column, and what another says of them. Words that elsewhere mean "missing" (NA, null) are texts here. */
export const tableTexts = async (table: string, { text, target, columns }: TextColumns): Promise<TextRows> => {
  if (text === undefined) {
    const { columns } = await readTable(table);
    throw new ArchitectureError("read", `A table of texts says in which column they are: ${table} was given without.`, {
      remedy: `Name it: { text: ${JSON.stringify(columns[0] ?? "text")} }. The table has ${columns.join(", ")}.`,
    });
  }
  if (text === target)
    throw new ArchitectureError(
      "options",
      `What is said of texts is another column than theirs: both are \`${text}\`.`,
    );
  const rows = await readTable(table, { types: { [text]: "text" }, missing: [] });
  const texts = rows
    .column(text)
    .toArray()
    .map((cell) => (cell === null ? "" : String(cell)));
  // Beside texts words that mean "missing" do so.
  const beside = columns && (await columnsBeside(table, columns, target === undefined ? [text] : [text, target]));
  if (target === undefined) return { x: texts, ...(beside && { columns: beside }), broken: [] };
  const said = rows.column(target).toArray();
  const broken: BrokenFile[] = [];
  const kept = texts
    .map((_, row) => row)
    .filter((row) => {
      if (said[row] === null) broken.push({ file: `${table}, row ${row + 1}`, why: `it has no \`${target}\`` });
      return said[row] !== null;
    });
  if (kept.length === 0) {
    throw new ArchitectureError("read", `Texts with a target are needed: no row of ${table} has a \`${target}\`.`, {
      remedy: "Name the column that says the class or number of each text.",
    });
  }
  return {
    x: kept.map((row) => texts[row]!),
    y: targetOfCells(
      kept.map((row) => said[row]!),
      target,
      table,
    ),
    ...(beside && { columns: beside.take(kept) }),
    broken,
  };
};
