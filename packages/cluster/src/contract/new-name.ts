import { randomBytes } from "node:crypto";

/** A name that no other job has: what was made before an answer was lost is then known again. */
export const newName = (study: string): string => `kaviar-${slugOf(study)}-${randomBytes(4).toString("hex")}`;

/** A study's name as the beginning of an object's: small letters, digits and `-`, up to 30 of them. */
const slugOf = (name: string): string => trimmed(name.toLowerCase().replace(/[^a-z0-9]+/g, "-"), 30) || "study";

/** So many signs of a text, with letters or digits at both ends. */
export const trimmed = (text: string, length: number): string =>
  text
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, length)
    .replace(/[^A-Za-z0-9]+$/, "");
