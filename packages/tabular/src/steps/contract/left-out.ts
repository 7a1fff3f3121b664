import { plural } from "@kaviar/base/text";

/** So many names are read; of more the number says enough. */
const most = 10;

/** Names in a sentence: of many the first. */
export const listed = (names: readonly string[]): string =>
  names.length <= most
    ? names.map((name) => `\`${name}\``).join(", ")
    : `${names
        .slice(0, most)
        .map((name) => `\`${name}\``)
        .join(", ")} and ${names.length - most} more`;

/** The note of a step that goes on without some columns. */
export const leftOutNote = (owner: string, columns: readonly string[], kept: readonly string[]): readonly string[] => {
  const isKept = new Set(kept);
  const dropped = columns.filter((name) => !isKept.has(name));
  if (dropped.length === 0) return [];
  return [`${owner} left out ${dropped.length} of ${plural(columns.length, "column")}: ${listed(dropped)}.`];
};
