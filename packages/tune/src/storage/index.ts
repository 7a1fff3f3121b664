export { memory } from "./memory.ts";
export { openStorage } from "./open-storage.ts";
export { type Recovered, recover } from "./recover.ts";
export { removeShared } from "./remove-shared.ts";
export type * from "./storage.ts";
export { type StudyIdentity, studyFolder } from "./study-folder.ts";
export { artifactStore, contentPlace, placeAttributes, type StudyWithArtifacts, sharedPlace } from "./study-places.ts";
