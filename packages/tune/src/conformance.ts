export { artifactStoreConformance, type StoreUnderTest } from "./conformance/artifact-store.ts";
export type { Case } from "./conformance/case.ts";
export { prunerConformance } from "./conformance/pruner.ts";
export { samplerConformance } from "./conformance/sampler.ts";
export { storageConformance, storageReadingConformance } from "./conformance/storage.ts";
