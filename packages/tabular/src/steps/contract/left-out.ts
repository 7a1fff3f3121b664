import { listed, plural } from "@kaviar/base/text";

/** The note of a step that goes on without some columns. */
export const leftOutNote = (owner: string, columns: readonly string[], kept: readonly string[]): readonly string[] => {
  const isKept = new Set(kept);
  const dropped = columns.filter((name) => !isKept.has(name));
  if (dropped.length === 0) return [];
  return [`${owner} left out ${dropped.length} of ${plural(columns.length, "column")}: ${listed(dropped)}.`];
};
