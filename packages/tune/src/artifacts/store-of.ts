import { TuneError } from "../error.ts";
import type { Storage, StudyRecord } from "../storage/storage.ts";
import { folderName, type StudyIdentity, studyFolder } from "../storage/study-folder.ts";
import { artifactsAttribute } from "../trial/attributes.ts";
import type { ArtifactStore } from "./artifact-store.ts";
import { inside, storeAt } from "./shared-place.ts";

/** A study by what tells it from others, and by where it says that its artifacts are. */
export type StudyWithArtifacts = StudyIdentity & Pick<StudyRecord, "attributes">;

/**
 * What a study's processes share beside the storage, where it says so: the folder, or the part of a bucket, of this study in
 * the place that it was made with.
 */
export const sharedPlace = (study: StudyWithArtifacts): string | undefined => {
  const address = study.attributes[artifactsAttribute] as string | undefined;
  return address === undefined ? undefined : inside(address, folderName(study));
};

/** Where the content of a study's artifacts is; undefined where there is no disk. Also a process without the storage can open it. */
export const contentPlace = ({ folder }: Pick<Storage, "folder">, study: StudyWithArtifacts): string | undefined => {
  const place = sharedPlace(study) ?? (folder === undefined ? undefined : studyFolder(folder, study));
  return place === undefined ? undefined : inside(place, "artifacts");
};

/** The artifacts in a place. */
export const storeIn = (place: string | undefined): ArtifactStore => {
  if (place === undefined)
    throw new TuneError("no-disk", "An artifact needs a disk, and the storage of this study has none.", {
      remedy: "Keep the study in a file or a database, from Node, or keep what is small as an attribute.",
    });
  return storeAt(place);
};

/**
 * Where a study's artifacts are: in its folder, or where it was made with `artifacts`.
 *
 * ```ts
 * await artifactStore(storage, study).get(artifact.id);
 * ```
 */
export const artifactStore = (storage: Pick<Storage, "folder">, study: StudyWithArtifacts): ArtifactStore =>
  storeIn(contentPlace(storage, study));
