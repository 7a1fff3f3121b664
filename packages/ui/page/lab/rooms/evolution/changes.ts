import type { BoxPart, Change } from "./bred.ts";

type Part = Omit<BoxPart, "change">;

/**
 * What became of the parts of a pipeline's parents: which were kept, which have other values, which come from the other
 * parent, which are new, and which of the mother's are gone.
 */
export const changesOf = (
  parts: readonly Part[],
  mother: readonly Part[] | undefined,
  father: readonly Part[] = [],
): { readonly parts: readonly BoxPart[]; readonly gone: readonly string[] } => {
  if (mother === undefined) return { parts: parts.map((part) => ({ ...part, change: "first" })), gone: [] };
  const [hers, his] = [[...mother], [...father]];
  const changes = new Map<Part, Change>();
  const match = (change: Change, pool: Part[], isSame: (a: Part, b: Part) => boolean): void => {
    for (const part of parts) {
      const at = changes.has(part) ? -1 : pool.findIndex((other) => isSame(part, other));
      if (at < 0) continue;
      pool.splice(at, 1);
      changes.set(part, change);
    }
  };
  const asWritten = (a: Part, b: Part): boolean => a.words === b.words;
  const ofKind = (a: Part, b: Part): boolean => a.kind === b.kind;
  match("kept", hers, asWritten);
  match("crossed", his, asWritten);
  match("changed", hers, ofKind);
  match("crossed", his, ofKind);
  // What stands in the place of one of its kind: that one is not mentioned.
  for (const part of parts) {
    const at = changes.get(part) === "crossed" ? hers.findIndex((other) => ofKind(part, other)) : -1;
    if (at >= 0) hers.splice(at, 1);
  }
  return {
    parts: parts.map((part) => ({ ...part, change: changes.get(part) ?? "new" })),
    gone: hers.map(({ kind }) => kind),
  };
};
