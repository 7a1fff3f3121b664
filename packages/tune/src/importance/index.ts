export { type Importance, type ImportanceOptions, importanceOf } from "./importance.ts";
export { importanceByTag } from "./importance-by-tag.ts";
export type { ImportanceTarget } from "./target.ts";
