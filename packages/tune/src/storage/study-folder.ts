import { disk } from "../disk.ts";
import type { StudyRecord } from "./storage.ts";

/** So much of a study's name is in its folder's: all usual file systems take 255 bytes. */
const longestName = 200;

/**
 * Where a study keeps the checkpoints of its trials, inside the folder of its storage. It belongs to the study, not to its
 * name: one that is deleted and made again finds nothing of what the other left.
 *
 * ```ts
 * studyFolder(storage.folder, study);                      // kaviar.db-artifacts/digits~1-1764500000000
 * ```
 */
export const studyFolder = (folder: string, { id, name, createdAt }: StudyIdentity): string =>
  disk().path.join(folder, folderName({ id, name, createdAt }));

/** What its folder is called, wherever that is. */
export const folderName = ({ id, name, createdAt }: StudyIdentity): string =>
  `${safe(name).slice(0, longestName)}~${id}-${createdAt}`;

/** What tells a study from every other one, also from those of another file that share its folder. */
export type StudyIdentity = Pick<StudyRecord, "id" | "name" | "createdAt">;

/** Takes a study's folder away, as part of deleting the study. */
export const removeStudyFolder = (folder: string, study: StudyIdentity | undefined): void => {
  if (study !== undefined) disk().fs.rmSync(studyFolder(folder, study), { recursive: true, force: true });
};

/** A name as a part of a path. */
const safe = (name: string): string => encodeURIComponent(name).replaceAll("*", "%2A").replaceAll(".", "%2E");
