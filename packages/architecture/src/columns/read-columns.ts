import { type OptionsOf, text } from "@kaviar/base/check";
import { readTable, type Table } from "@kaviar/tabular";
import { ArchitectureError } from "../error.ts";
import { options } from "../options.ts";
import { targetOfCells } from "./target-of-cells.ts";

const read = options("readColumns", {
  /** The column that says the class or the number of each row. */
  target: text.optional(),
});

export type ReadColumnsOptions = OptionsOf<typeof read>;

/** Rows of a table, and what to learn of them. */
export interface TableRows {
  /** All columns but the target. */
  readonly x: Table;
  readonly y?: readonly string[] | readonly number[];
  /** Rows that were left out, since nothing says their target. */
  readonly broken: readonly { readonly file: string; readonly why: string }[];
}

/**
 * Rows of a table for a search over networks: its columns without the target, and the target.
 *
 * ```ts
 * const { x, y } = await readColumns("churn.csv", { target: "churned" });
 * await searchNetwork({ x, y }, { task: "table" });
 * ```
 * It is `readTable` of @kaviar/tabular that reads. Rows without a target are left out, and named in `broken`.
 */
export const readColumns = async (file: string, given?: ReadColumnsOptions): Promise<TableRows> => {
  const { target } = read(given);
  const table = await readTable(file);
  if (target === undefined) return { x: table, broken: [] };
  const cells = table.column(target).toArray();
  const kept = Int32Array.from(cells.keys()).filter((row) => cells[row] !== null);
  if (kept.length === 0)
    throw new ArchitectureError("read", `Rows with a target are needed: no row of ${file} has a \`${target}\`.`, {
      remedy: "Name the column that says the class or number of each row.",
    });
  const broken = Array.from(cells.keys())
    .filter((row) => cells[row] === null)
    .map((row) => ({ file: `${file}, row ${row + 1}`, why: `it has no \`${target}\`` }));
  const all = table.without(target);
  return {
    x: broken.length === 0 ? all : all.take(kept),
    y: targetOfCells(
      Array.from(kept, (row) => cells[row]!),
      target,
      file,
    ),
    broken,
  };
};
