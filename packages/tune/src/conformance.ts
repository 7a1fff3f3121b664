export type { Case } from "./conformance/case.ts";
export { prunerConformance } from "./pruners/conformance.ts";
export { samplerConformance } from "./samplers/conformance.ts";
export { storageConformance } from "./storage/conformance.ts";
