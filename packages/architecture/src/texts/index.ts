export { type ReadTextsOptions, readTexts } from "./read-texts.ts";
export type { TextEncodingName, TextRows } from "./text-rows.ts";
