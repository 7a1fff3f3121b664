import { nodeFiles } from "./node-files.ts";

/**
 * Fills a folder beside its place and renames it: what is there is what was there before, or all of the new. `fill` gives
 * whether it could; else nothing is changed.
 *
 * ```ts
 * await writeFolder("model", async (folder) => {
 *   await writeFile(`${folder}/weights.bin`, bytes);
 *   return true;
 * });
 * ```
 * For a moment, when there was one before, there is none.
 */
export const writeFolder = async (folder: string, fill: (beside: string) => Promise<boolean>): Promise<boolean> => {
  const { mkdir, rename, rm } = nodeFiles();
  const beside = `${folder}.${crypto.randomUUID().slice(0, 13)}.part`;
  try {
    await mkdir(beside, { recursive: true });
    if (!(await fill(beside))) return false;
    await rm(folder, { recursive: true, force: true });
    await rename(beside, folder);
    return true;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
};
