export { filesOf } from "./files-of.ts";
export { missingWords } from "./read-source.ts";
export { type ReadOptions, readTable } from "./read-table.ts";
export type { Given as TableSource } from "./source.ts";
export type { ToldType } from "./told-storage.ts";
