import type { Mirror } from "./mirror.ts";

interface Kept<Found> {
  readonly revision: number;
  readonly at: number;
  readonly found: Found;
}

/** What takes long is computed once for all pages, and anew where the study has changed and so many milliseconds have passed. */
export const computedOnce = <Found>(
  compute: (mirror: Mirror, objective: number) => Found,
  lasts = 10_000,
): ((mirror: Mirror, objective: number) => Found) => {
  const kept = new WeakMap<Mirror, Map<number, Kept<Found>>>();
  return (mirror, objective) => {
    const own = kept.get(mirror) ?? new Map<number, Kept<Found>>();
    kept.set(mirror, own);
    const before = own.get(objective);
    const now = performance.now();
    if (before !== undefined && (before.revision === mirror.revision || now - before.at < lasts)) return before.found;
    const found = compute(mirror, objective);
    own.set(objective, { revision: mirror.revision, at: now, found });
    return found;
  };
};
