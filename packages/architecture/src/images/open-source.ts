import { shown } from "@kaviar/base/error";
import { ArchitectureError } from "../error.ts";
import { folderSource } from "./folder-source.ts";
import { whyOf } from "./read-bytes.ts";
import type { Candidates } from "./source.ts";
import { tableSource } from "./table-source.ts";

/** A folder, a table of paths (csv, jsonl), or paths. */
export type ImageSource = string | readonly string[];

interface TableColumns {
  readonly path?: string | undefined;
  readonly target?: string | undefined;
}

/** The files that a source names. */
export const openSource = async (source: ImageSource, columns: TableColumns): Promise<Candidates> => {
  if (typeof source === "string" && !(await isFolder(source))) return tableSource(source, columns);
  if (columns.path !== undefined || columns.target !== undefined) {
    throw new ArchitectureError(
      "options",
      `\`path\` and \`target\` are columns of a table: the source is ${typeof source === "string" ? `the folder ${source}` : "a list of paths"}.`,
      { remedy: "Leave them out; the classes of a folder are the folders in it." },
    );
  }
  if (typeof source === "string") return folderSource(source);
  if (Array.isArray(source) && source.every((path) => typeof path === "string")) {
    return { name: "the list of paths", files: source.map((file) => ({ file })), broken: [], isList: true };
  }
  throw new ArchitectureError(
    "options",
    `readImages takes a folder, a table or a list of paths: got ${shown(source)}.`,
  );
};

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await process.getBuiltinModule("node:fs/promises").stat(path)).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A table's reader knows what lies near, and takes patterns.
    if (code === "ENOENT" && /\.[a-z0-9]+$/i.test(path)) return false;
    throw new ArchitectureError("read", `Images are read from a folder or a table: ${path}: ${whyOf(error)}.`, {
      remedy: "Check the path; it starts at the folder the program runs in.",
    });
  }
};
