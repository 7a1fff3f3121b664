import { resolve } from "node:path";
import { writeAtomically } from "@kaviar/base/files";
import { CommandError } from "./command-error.ts";

const remedies: Readonly<Record<string, string>> = {
  ENOENT: "Make its folder first.",
  ENOSPC: "The disk is full: make room, or write elsewhere.",
  EDQUOT: "Your share of the disk is used up: make room, or write elsewhere.",
};

/** Writes a file whole or not at all; where it cannot be, says which, why, and what to do. */
export const writeWhole = async (file: string, contents: Uint8Array | string): Promise<void> => {
  try {
    await writeAtomically(resolve(file), contents);
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new CommandError("file", `${file} cannot be written (${code}).`, {
      cause,
      remedy: remedies[code] ?? "Check the path, and who may write there.",
    });
  }
};
