export type * from "./contract/facts.ts";
export type * from "./contract/family.ts";
export { ArchitectureError, type ArchitectureErrorCode } from "./error.ts";
