import { copyFolder } from "@kaviar/base/files";
import { disk } from "../disk.ts";
import { TuneError } from "../error.ts";
import type { TrialRecord } from "../trial/record.ts";

/** Makes the folder of a trial's checkpoint. */
export type FolderOf = (trial: Pick<TrialRecord, "number" | "cloneOf">) => string;

/**
 * The folders of a study's trials, inside the study's own; it need not exist yet. A trial that starts from another's
 * checkpoint gets a copy of it.
 */
export const checkpointFolders =
  (ofStudy: string | undefined): FolderOf =>
  ({ number, cloneOf }) => {
    const { fs, path } = disk();
    if (ofStudy === undefined)
      throw new TuneError("no-disk", "A checkpoint needs a disk, and the storage of this study has none.");
    const folder = path.join(ofStudy, String(number));
    const original = cloneOf === undefined ? undefined : path.join(ofStudy, String(cloneOf));
    if (original !== undefined && !fs.existsSync(folder) && fs.existsSync(original)) copyFolder(fs, original, folder);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  };
