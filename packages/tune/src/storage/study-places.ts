import type { ArtifactStore } from "../artifacts/artifact-store.ts";
import { inside, placeNamed } from "../artifacts/shared-place.ts";
import { storeIn } from "../artifacts/store-in.ts";
import { artifactsAttribute } from "../trial/attributes.ts";
import type { Storage, StudyRecord } from "./storage.ts";
import { folderName, type StudyIdentity, studyFolder } from "./study-folder.ts";

/** A study by what tells it from others, and by where it says that its artifacts are. */
export type StudyWithArtifacts = StudyIdentity & Pick<StudyRecord, "attributes">;

/**
 * What a study keeps of where its artifacts are, from its beginning on; nothing where nobody says where.
 *
 * ```ts
 * placeAttributes("s3://lab/tuning");                      // for the draft of `storage.openStudy`
 * ```
 */
export const placeAttributes = (artifacts: string | undefined): Readonly<Record<string, string>> =>
  artifacts === undefined ? {} : { [artifactsAttribute]: placeNamed(artifacts) };

/**
 * Where a study keeps what its machines share beside the storage; undefined where it was made without `artifacts`.
 *
 * ```ts
 * sharedPlace(study);                                      // s3://lab/tuning/digits~1-1764500000000
 * ```
 * It is the study's own, inside of the place that was named.
 */
export const sharedPlace = (study: StudyWithArtifacts): string | undefined => {
  const address = study.attributes[artifactsAttribute] as string | undefined;
  return address === undefined ? undefined : inside(address, folderName(study));
};

/**
 * Where the content of a study's artifacts is; undefined where there is no disk.
 *
 * ```ts
 * contentPlace(storage, study);                            // kaviar.db-artifacts/digits~1-1764500000000/artifacts
 * ```
 * `artifactStore` opens it.
 */
export const contentPlace = ({ folder }: Pick<Storage, "folder">, study: StudyWithArtifacts): string | undefined => {
  const place = sharedPlace(study) ?? (folder === undefined ? undefined : studyFolder(folder, study));
  return place === undefined ? undefined : inside(place, "artifacts");
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
