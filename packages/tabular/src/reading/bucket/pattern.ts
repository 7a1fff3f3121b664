import { TableError } from "../../error.ts";

/** Where a pattern's first mark is; −1 of what is none. */
export const firstMark = (key: string): number => key.search(/[*?[]/);

/** What fits a pattern, as DuckDB has it of files: `*` and `?` stay within a step, `**` does not. */
export const fitting = (pattern: string): RegExp => {
  const source = pattern.replace(/\*\*\/|\*\*|\*|\?|\[!?[^\]]+\]|[\s\S]/gu, (part) => {
    if (part === "**/") return "(?:[^/]+/)*";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    if (part.length > 1) return part.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
    return part.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  });
  try {
    return new RegExp(`^${source}$`, "su");
  } catch {
    throw new TableError(
      "file",
      `A class in a pattern is signs, or from one to a later one, as [a-z]: got ${pattern}.`,
      {
        remedy: "Turn it round, or write each sign.",
      },
    );
  }
};
