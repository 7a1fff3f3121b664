import type { ColumnCard } from "@kaviar/architecture";
import { listed, plural } from "@kaviar/base/text";
import { readTable, type Table } from "@kaviar/tabular";
import { shellWord } from "../command/shell-word.ts";
import { UsageError } from "../command/usage-error.ts";
import type { ColumnsGiven } from "../fitting/columns-given.ts";

/** How columns beside something else are used, and what is said of those that are not. */
export interface Beside {
  /** What to ask a reader for; nothing where none are used. */
  readonly asked: { readonly columns?: readonly string[] };
  readonly notes: readonly string[];
}

/** Of what is no table. */
export const nothingBeside: Beside = { asked: {}, notes: [] };

/** Other columns of a table than those that are read as something else. */
export const besideOf = async (
  data: string,
  given: ColumnsGiven | undefined,
  taken: readonly (string | undefined)[],
): Promise<Beside> => {
  const others = (await readTable(data)).schema
    .filter(({ name, type }) => !taken.includes(name) && type !== "id" && type !== "constant")
    .map(({ name }) => name);
  if (given !== undefined) {
    const own = given === "all" ? undefined : given.find((name) => taken.includes(name));
    if (own !== undefined)
      throw new UsageError(
        `Columns stand beside what is read and what is predicted: --columns names ${own}, which is that.`,
        "Leave it out.",
      );
    const columns = given === "all" ? others : given;
    return { asked: columns.length > 0 ? { columns } : {}, notes: [] };
  }
  if (others.length === 0) return { asked: {}, notes: [] };
  const [first] = others;
  return {
    asked: {},
    notes: [
      `${plural(others.length, "column")} not used: ${listed(others)}. To use them: --columns all, or --columns ${shellWord(first!)},…`,
    ],
  };
};

/** Columns as a file says them. */
export const cardsOf = (columns: Table): readonly ColumnCard[] =>
  columns.schema.map(({ name, type, kind }) => ({ name, type, kind }));

/** A program's reading of rows, as rows of two parts. */
export const asTwoParts = (read: string, part: "image" | "text"): string =>
  `await (async () => {
  const { x, y, columns } = ${read};
  return { x: { ${part}: x, columns: columns! }, y };
})()`;
