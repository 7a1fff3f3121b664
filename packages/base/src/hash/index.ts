export { crc32, crc32c } from "./crc32.ts";
export { fnv1a, fnv1aOfWords } from "./fnv1a.ts";
