import { clearPlace } from "../artifacts/shared-place.ts";
import { type StudyWithArtifacts, sharedPlace } from "./study-places.ts";

/**
 * Takes away what a study has in a place that its machines share: the first thing that a storage does to delete one.
 *
 * ```ts
 * await removeShared(study);
 * ```
 * Where that cannot be reached, the study is there still, and says where its files are.
 */
export const removeShared = async (study: StudyWithArtifacts | undefined): Promise<void> => {
  const place = study && sharedPlace(study);
  if (place !== undefined) await clearPlace(place);
};
