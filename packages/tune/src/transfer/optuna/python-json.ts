/** How a number that JSON has no word for is carried through a parser: under a name that no program gives. */
const mark = "\0number";

/**
 * What Python's `json` wrote, in which NaN and ±Infinity stand as words of their own.
 *
 * ```ts
 * parsePythonJson('[NaN, -Infinity, "NaN"]');              // [NaN, -Infinity, "NaN"]
 * ```
 */
export const parsePythonJson = (text: string): unknown =>
  JSON.parse(
    text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (found) =>
      found.startsWith('"') ? found : JSON.stringify({ [mark]: found }),
    ),
    (_, value: unknown) => (typeof value === "object" && value !== null && mark in value ? Number(value[mark]) : value),
  );
