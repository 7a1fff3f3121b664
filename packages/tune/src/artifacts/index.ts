export { type Artifact, artifactsOf } from "./artifact.ts";
export type { ArtifactStore, Content, Stored } from "./artifact-store.ts";
