export { appendTo } from "./append-to.ts";
export { copyFolder } from "./copy-folder.ts";
export { readIfThere } from "./read-if-there.ts";
export { sweptWhenCut } from "./swept-when-cut.ts";
export { writeAtomically } from "./write-atomically.ts";
export { writeFolder } from "./write-folder.ts";
