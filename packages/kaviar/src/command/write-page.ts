import { writeAtomically } from "@kaviar/base/files";
import { CommandError } from "./command-error.ts";

/** Writes a page whole or not at all, where somebody wants it. */
export const writePage = async (file: string, page: string): Promise<void> => {
  try {
    await writeAtomically(file, page);
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new CommandError("cannot-write", `A page is written to a file: ${file} cannot be written (${code}).`, {
      remedy: code === "ENOENT" ? "Make its folder first." : "Check the path, and who may write there.",
      cause,
    });
  }
};
