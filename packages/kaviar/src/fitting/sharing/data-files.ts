import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { isKaviarError } from "@kaviar/base/error";
import { oneLine } from "@kaviar/base/text";
import { filesOf } from "@kaviar/tabular";
import type { ArtifactStore } from "@kaviar/tune";
import { type Commission, filesMissing } from "../../agents/commission.ts";
import { CommandError } from "../../command/command-error.ts";
import { writeWhole } from "../../command/write-whole.ts";

/** The files that a search reads: of its rows, and of rows held out. What has an address is read from there by all. */
export const filesRead = async (given: readonly string[]): Promise<readonly string[]> => {
  const found = await Promise.all(given.map((path) => (/^\w+:\/\//.test(path) ? [] : filesOf(path))));
  return found.flat();
};

/** Brings files to where agents find them, once: content that is there is not brought again. */
export const bringFiles = async (
  store: ArtifactStore,
  files: readonly string[],
  say: (line: string) => void,
): Promise<void> => {
  for (const file of files)
    await store.put({ file }).catch((error: unknown) => {
      if (!isKaviarError(error) || error.code !== "artifact-too-large") throw error;
      say(`${oneLine(file)} is too large to travel: agents read it by its path, or not at all.`);
    });
};

/**
 * Does something with the files that a search was begun with, by what they are called here: the same where they are here as
 * they were there, else copies, brought from the study and taken away in the end.
 */
export const withFiles = async <T>(
  store: ArtifactStore,
  commission: Commission,
  job: (pathOf: (path: string) => string) => Promise<T>,
): Promise<T> => {
  if (Object.keys(await filesMissing(commission)).length === 0) return job((path) => path);
  const folder = await mkdtemp(join(tmpdir(), "kaviar-data-"));
  const pathOf = (path: string) => join(folder, normalize(path).replaceAll("..", "up"));
  try {
    for (const [file, digest] of Object.entries(commission.files)) {
      const content = await store.get(digest);
      if (content === undefined)
        throw new CommandError(
          "other-files",
          `All who work on a search read the rows that it was begun with: ${oneLine(file)} is not here as it was in ${commission.folder}, and did not travel with the study.`,
          { remedy: "Mount the same folder here, or keep artifacts where all reach them; docs/clusters.md says how." },
        );
      await writeWhole(pathOf(file), content.bytes);
    }
    return await job(pathOf);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
