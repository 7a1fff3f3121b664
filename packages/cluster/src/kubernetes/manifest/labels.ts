import { fnv1a } from "@kaviar/base/hash";

/** How long a label's value may be. */
const longest = 63;

/**
 * A study's name as the value of a label: letters, digits, `-`, `_` and `.` between a letter or digit and another. Of one
 * that holds anything else what can stay stays, and a hash tells it from others that look the same then.
 */
export const labelOf = (name: string): string =>
  name.length <= longest && /^[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/.test(name)
    ? name
    : [trimmed(name.replace(/[^\w.-]+/g, "-"), 40), hashOf(name)].filter((part) => part !== "").join("-");

/** A study's name as the beginning of an object's: small letters, digits and `-`, up to 30 of them. */
export const slugOf = (name: string): string => trimmed(name.toLowerCase().replace(/[^a-z0-9]+/g, "-"), 30) || "study";

const trimmed = (text: string, length: number): string =>
  text
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, length)
    .replace(/[^A-Za-z0-9]+$/, "");

const hashOf = (text: string): string => fnv1a(text).toString(16).padStart(8, "0");
