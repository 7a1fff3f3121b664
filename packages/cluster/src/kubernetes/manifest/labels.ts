import { fnv1a } from "@kaviar/base/hash";
import { trimmed } from "../../contract/new-name.ts";

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

const hashOf = (text: string): string => fnv1a(text).toString(16).padStart(8, "0");
