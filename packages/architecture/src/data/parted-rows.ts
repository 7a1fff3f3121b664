import { shown } from "@kaviar/base/error";
import type { ColumnRows } from "../contract/columns.ts";
import type { Kind } from "../contract/facts.ts";
import { ArchitectureError } from "../error.ts";
import { namedColumns } from "./column-rows.ts";

/** What may have columns beside it. */
export type Parted = Exclude<Kind, "table">;

/** Rows of two parts: images, sequences or texts, under the name of what they are, and columns beside them. */
export type PartedRows<Main> = { readonly columns: ColumnRows } & { readonly [K in Parted]?: Main };

const kinds = ["image", "sequence", "text"] as const satisfies readonly Parted[];

export const mainOf = <Main>(rows: PartedRows<Main>): readonly [kind: Parted, main: Main] => {
  const kind = kinds.find((each) => rows[each] !== undefined)!;
  return [kind, rows[kind]!];
};

/** Both parts as they were given, where there are two. */
export const givenParts = (
  kind: Kind,
  given: unknown,
): { readonly main: unknown; readonly columns: ColumnRows } | undefined => {
  if (kind === "table" || typeof given !== "object" || given === null || !(kind in given)) return undefined;
  const { [kind]: main, columns, ...rest } = given as Readonly<Record<string, unknown>>;
  const [stray] = Object.keys(rest);
  if (stray !== undefined || columns === undefined)
    throw new ArchitectureError(
      "data",
      `Rows of several parts are { ${kind}, columns }: got ${Object.keys(given).join(", ")}.`,
      { remedy: columns === undefined ? `Without columns give what ${kind} is.` : `Put ${stray} among the columns.` },
    );
  const read = namedColumns(columns);
  if (read) return { main, columns: read };
  throw new ArchitectureError("data", `Columns have names: got ${shown(columns)}.`, {
    remedy: 'Give a table, { price: [3, 4], brand: ["acme", null] }, or rows, [{ price: 3, brand: "acme" }, …].',
  });
};
