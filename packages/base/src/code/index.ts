export { after, braces, type Code, call, list } from "./code.ts";
export { dataCode, fieldOf, recordCode } from "./data.ts";
export { createImports, type Imports, importLine } from "./imports.ts";
export { layout } from "./layout.ts";
