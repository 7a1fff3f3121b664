import { type OptionsOf, text } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { columnsLaw } from "../columns/columns-beside.ts";
import { ArchitectureError } from "../error.ts";
import { whyOf } from "../images/read-bytes.ts";
import { options } from "../options.ts";
import { folderTexts } from "./folder-texts.ts";
import { tableTexts } from "./table-texts.ts";
import type { TextRows } from "./text-rows.ts";

const read = options("readTexts", {
  /** The column of a table that has the texts. */
  text: text.optional(),
  /** The column that says the class or the number of each. */
  target: text.optional(),
  /** Other columns of the table, for a network that takes both: "all", or a list of them. */
  columns: columnsLaw.optional(),
});

export type ReadTextsOptions = OptionsOf<typeof read>;

/**
 * Texts of a folder, with a folder for each class or without classes; or of a column of a table.
 *
 * ```ts
 * const { x, y, broken } = await readTexts("mails");
 * await readTexts("reviews.csv", { text: "review", target: "stars" });
 * ```
 * With `columns` what other columns of the table say comes too: `{ x: { text: x, columns }, y }` is what a search takes.
 * Empty texts are rows too. Files are UTF-8, UTF-16 with its mark, or else Latin-1: `encodings` counts them. What is no text
 * is left out and named in `broken`. Mails are read as they stand, heads and all.
 */
export const readTexts = async (source: string, given?: ReadTextsOptions): Promise<TextRows> => {
  const columns = read(given);
  if (typeof source !== "string")
    throw new ArchitectureError("options", `readTexts takes a folder or a table: got ${shown(source)}.`, {
      remedy: "Texts that are there already need no reading.",
    });
  if (!(await isFolder(source))) return tableTexts(source, columns);
  if (Object.values(columns).every((each) => each === undefined)) return folderTexts(source);
  throw new ArchitectureError(
    "options",
    `\`text\`, \`target\` and \`columns\` are columns of a table: the source is the folder ${source}.`,
    {
      remedy: "Leave them out; the classes of a folder are the folders in it.",
    },
  );
};

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await process.getBuiltinModule("node:fs/promises").stat(path)).isDirectory();
  } catch (error) {
    // A table's reader knows what lies near, and takes patterns.
    if (/\.[a-z0-9]+$/i.test(path)) return false;
    throw new ArchitectureError("read", `Texts are read from a folder or a table: ${path}: ${whyOf(error)}.`, {
      remedy: "Check the path; it starts at the folder the program runs in.",
    });
  }
};
