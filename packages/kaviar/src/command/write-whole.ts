import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { isKaviarError } from "@kaviar/base/error";
import { writeAtomically } from "@kaviar/base/files";
import { CommandError } from "./command-error.ts";

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full: make room, or write elsewhere.",
  EDQUOT: "Your share of the disk is used up: make room, or write elsewhere.",
  EEXIST: "A part of the path is a file: name a folder.",
  ENOTDIR: "A part of the path is a file: name a folder.",
};

/** Writes a file whole or not at all, its folder made where there is none; where it cannot be, says which, why, and what to do. */
export const writeWhole = async (
  file: string,
  contents: Uint8Array | string | AsyncIterable<Uint8Array>,
): Promise<void> => {
  const path = resolve(file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeAtomically(path, contents);
  } catch (cause) {
    // What makes the contents has its own words.
    if (isKaviarError(cause)) throw cause;
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new CommandError("file", `${file} cannot be written (${code}).`, {
      cause,
      remedy: remedies[code] ?? "Check the path, and who may write there.",
    });
  }
};
