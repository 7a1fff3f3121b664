import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { networkFiles, type SearchResult, type Source } from "@kaviar/architecture";
import { writeWhole } from "../command/write-whole.ts";

/** Writes the files of a network into a folder, and gives their names. */
export const writeNetwork = async (
  result: SearchResult,
  source: Source,
  folder: string,
): Promise<readonly string[]> => {
  await mkdir(folder, { recursive: true });
  const files = networkFiles(result, source);
  for (const { name, contents } of files) await writeWhole(join(folder, name), await contents());
  return files.map(({ name }) => name);
};
