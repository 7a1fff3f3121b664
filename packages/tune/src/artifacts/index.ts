export { type Artifact, artifactsOf } from "./artifact.ts";
export type { ArtifactStore, Content, Stored } from "./artifact-store.ts";
export { bucketVariables } from "./s3/access.ts";
