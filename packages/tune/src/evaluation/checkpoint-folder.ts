import { copyFolder } from "@kaviar/base/files";
import { disk } from "../disk.ts";
import { TuneError } from "../error.ts";
import type { TrialRecord } from "../trial/record.ts";

/** Makes the folder of a trial's checkpoint. */
export type FolderOf = (trial: Pick<TrialRecord, "number" | "cloneOf">) => string;

/** Where the folder of a trial's checkpoint is, inside its study's. */
export const checkpointPath = (ofStudy: string, number: number): string => disk().path.join(ofStudy, String(number));

/**
 * The folders of a study's trials, inside the study's own; it need not exist yet. A trial that starts from another's
 * checkpoint gets a copy of it.
 */
export const checkpointFolders =
  (ofStudy: string | undefined): FolderOf =>
  ({ number, cloneOf }) => {
    const { fs } = disk();
    if (ofStudy === undefined)
      throw new TuneError("no-disk", "A checkpoint needs a disk, and the storage of this study has none.");
    const folder = checkpointPath(ofStudy, number);
    const original = cloneOf === undefined ? undefined : checkpointPath(ofStudy, cloneOf);
    if (original !== undefined && !fs.existsSync(folder) && fs.existsSync(original)) copyFolder(fs, original, folder);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  };
