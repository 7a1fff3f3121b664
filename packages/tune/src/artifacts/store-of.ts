import { disk } from "../disk.ts";
import { TuneError } from "../error.ts";
import type { Storage } from "../storage/storage.ts";
import { type StudyIdentity, studyFolder } from "../storage/study-folder.ts";
import type { ArtifactStore } from "./artifact-store.ts";
import { folderStore } from "./folder-store.ts";

/** The artifacts in a study's folder. */
export const storeIn = (ofStudy: string | undefined): ArtifactStore => {
  if (ofStudy === undefined)
    throw new TuneError("no-disk", "An artifact needs a disk, and the storage of this study has none.", {
      remedy: "Keep the study in a file or a database, from Node, or keep what is small as an attribute.",
    });
  return folderStore(disk().path.join(ofStudy, "artifacts"));
};

/**
 * Where a study's artifacts are.
 *
 * ```ts
 * await artifactStore(storage, study).get(artifact.id);
 * ```
 */
export const artifactStore = ({ folder }: Pick<Storage, "folder">, study: StudyIdentity): ArtifactStore =>
  storeIn(folder === undefined ? undefined : studyFolder(folder, study));
