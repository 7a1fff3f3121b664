import { rename, rm, writeFile } from "node:fs/promises";

/** Writes a file beside and renames it: it is there whole or not at all, whatever happens in between. */
export const writeWhole = async (file: string, bytes: Uint8Array): Promise<void> => {
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, bytes);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
};
