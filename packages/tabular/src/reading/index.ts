export { filesOf } from "./files-of.ts";
export { type PartsOptions, readParts } from "./read-parts.ts";
export { readSample, type Sample } from "./read-sample.ts";
export { missingWords } from "./read-source.ts";
export { type ReadOptions, readTable } from "./read-table.ts";
export type { Given as TableSource } from "./source.ts";
export type { ToldType } from "./told-storage.ts";
