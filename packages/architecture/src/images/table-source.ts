import { type Cell, readTable } from "@kaviar/tabular";
import { ArchitectureError } from "../error.ts";
import type { BrokenFile, Candidate, Candidates } from "./source.ts";

interface TableColumns {
  readonly path?: string | undefined;
  readonly target?: string | undefined;
}

/** The files that a table names in one column, with what another says of them. Paths begin at the table's folder. */
export const tableSource = async (table: string, { path, target }: TableColumns): Promise<Candidates> => {
  const { dirname, isAbsolute, join } = process.getBuiltinModule("node:path");
  if (path === undefined) {
    const { columns } = await readTable(table);
    throw new ArchitectureError(
      "read",
      `A table of images says in which column their paths are: ${table} was given without.`,
      {
        remedy: `Name it: { path: ${JSON.stringify(columns[0] ?? "file")} }. The table has ${columns.join(", ")}.`,
      },
    );
  }
  const rows = await readTable(table, { types: { [path]: "text" } });
  const paths = rows.column(path).toArray() as readonly (string | null)[];
  const targets = target === undefined ? undefined : targetsOf(rows.column(target).toArray(), target, table);
  const files: Candidate[] = [];
  const broken: BrokenFile[] = [];
  const folder = dirname(table);
  paths.forEach((each, row) => {
    if (each === null) {
      broken.push({ file: `${table}, row ${row + 1}`, why: `it has no \`${path}\`` });
      return;
    }
    const file = isAbsolute(each) ? each : join(folder, each);
    const said = targets?.[row];
    if (targets && said === null) broken.push({ file, why: `it has no \`${target}\`` });
    else files.push({ file, ...(said === undefined || said === null ? {} : { target: said }) });
  });
  return { name: table, files, broken, isList: true };
};

const targetsOf = (cells: readonly Cell[], target: string, table: string): readonly (string | number | null)[] =>
  cells.map((cell) => {
    if (!(cell instanceof Date)) return typeof cell === "boolean" ? String(cell) : cell;
    throw new ArchitectureError("read", `A target is a class or a number: \`${target}\` of ${table} has dates.`, {
      remedy: "Make numbers of them, or texts that name classes.",
    });
  });
