import { shown } from "@kaviar/base/error";
import { writeAtomically } from "@kaviar/base/files";
import { TableError } from "../error.ts";

/** Writes a file whole or not at all. */
export const writeFile = async (owner: string, file: string, contents: Uint8Array | string): Promise<void> => {
  if (typeof file !== "string" || file === "") {
    throw new TableError("options", `${owner} takes the path of a file: got ${shown(file)}.`);
  }
  try {
    await writeAtomically(file, contents);
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new TableError("file", `${owner} writes a file: \`${file}\` cannot be written (${code}).`, {
      cause,
      remedy: code === "ENOENT" ? "Make its folder first." : "Check the path, and who may write there.",
    });
  }
};
