import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { isKaviarError } from "@kaviar/base/error";
import { oneLine } from "@kaviar/base/text";
import { filesOf } from "@kaviar/tabular";
import type { ArtifactStore } from "@kaviar/tune";
import { type Commission, filesMissing } from "../../agents/commission.ts";
import { CommandError } from "../../command/command-error.ts";
import { writeWhole } from "../../command/write-whole.ts";
import { contentOf } from "../../studies/content-of.ts";

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
 * What files are called here, whose names are those of where the search was begun: the same where they are here as they were
 * there, else copies, brought from the study.
 */
export const filesHere = async (
  store: ArtifactStore,
  commission: Commission,
): Promise<{ readonly pathOf: (path: string) => string; readonly folder?: string }> => {
  if (Object.keys(await filesMissing(commission)).length === 0) return { pathOf: (path) => path };
  const folder = await mkdtemp(join(tmpdir(), "kaviar-data-"));
  const pathOf = (path: string) => join(folder, normalize(path).replaceAll("..", "up"));
  for (const [file, digest] of Object.entries(commission.files)) {
    const content = await contentOf(store, digest);
    if (content === undefined)
      throw new CommandError(
        "other-files",
        `All who work on a search read the rows that it was begun with: ${oneLine(file)} is not here as it was in ${commission.folder}, and did not travel with the study.`,
        { remedy: "Mount the same folder here, or keep artifacts where all reach them; docs/clusters.md says how." },
      );
    await writeWhole(pathOf(file), content);
  }
  return { pathOf, folder };
};
