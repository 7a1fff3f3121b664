import { readTable, type Table } from "@kaviar/tabular";
import { type ColumnsAsked, columnsBeside } from "../columns/columns-beside.ts";
import { ArchitectureError } from "../error.ts";

interface Asked {
  readonly path?: string | undefined;
  readonly target?: string | undefined;
}

/** What other columns of their table say of images that were read: their files, in the order of its rows. */
export const columnsOfImages = async (
  source: unknown,
  asked: ColumnsAsked,
  { path, target }: Asked,
  files: readonly string[],
): Promise<Table> => {
  if (typeof source !== "string" || path === undefined)
    throw new ArchitectureError("options", "Columns stand beside the paths of a table: the source is none.", {
      remedy: 'readImages("photos.csv", { path: "file", columns: ["price"] })',
    });
  const { dirname, isAbsolute, join } = process.getBuiltinModule("node:path");
  const paths = (await readTable(source, { types: { [path]: "text" } })).column(path).toArray();
  const own = target === undefined ? [path] : [path, target];
  const columns = await columnsBeside(source, asked, own);
  const said = target === undefined ? undefined : (await columnsBeside(source, [target], [])).column(target);
  const folder = dirname(source);
  // Rows were left out, and none has moved.
  const rows: number[] = [];
  for (const [row, each] of paths.entries()) {
    if (each === null || rows.length === files.length || said?.at(row) === null) continue;
    const file = isAbsolute(String(each)) ? String(each) : join(folder, String(each));
    if (file === files[rows.length]) rows.push(row);
  }
  if (rows.length === files.length) return columns.take(rows);
  throw new ArchitectureError("read", `A table stays as it is while it is read: ${source} has changed.`, {
    remedy: "Read it again.",
  });
};
