import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "@kaviar/base/files";
import { folderOf } from "./keeping.ts";

const fileOf = (folder: string, trial: number): string => join(folderOf(folder, trial), "said");

/** Keeps what a candidate said of rows held out, fold after fold: whole, or not there. */
export const writeSaid = (folder: string, trial: number, said: Float32Array): Promise<void> =>
  writeAtomically(fileOf(folder, trial), new Uint8Array(said.buffer, said.byteOffset, said.byteLength));

/** Undefined where it was not kept. */
export const readSaid = async (folder: string, trial: number): Promise<Float32Array | undefined> => {
  const bytes = await readFile(fileOf(folder, trial)).catch(() => undefined);
  return bytes && new Float32Array(new Uint8Array(bytes).buffer);
};
