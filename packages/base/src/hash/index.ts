export { fnv1a, fnv1aOfWords } from "./fnv1a.ts";
