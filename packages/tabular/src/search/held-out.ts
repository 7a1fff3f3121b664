import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

const fileOf = (folder: string, trial: number): string => join(folder, `${trial}.held-out`);

/** Keeps what a pipeline said of each row while it was held out, for each time that all were dealt; of each trial a file: whole, or not there. */
export const writeHeldOut = async (folder: string, trial: number, said: Float64Array): Promise<void> => {
  const path = fileOf(folder, trial);
  await writeFile(`${path}.new`, new Uint8Array(said.buffer, said.byteOffset, said.byteLength));
  await rename(`${path}.new`, path);
};

/** Undefined where it was not kept. */
export const readHeldOut = async (folder: string, trial: number): Promise<Float64Array | undefined> => {
  const bytes = await readFile(fileOf(folder, trial)).catch(() => undefined);
  return bytes && new Float64Array(new Uint8Array(bytes).buffer);
};
