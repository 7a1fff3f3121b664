import type { Mirror } from "./mirror.ts";

/** In milliseconds: while trials come, what was computed is told again for so long. */
const lasts = 10_000;

interface Kept<Found> {
  readonly revision: number;
  readonly at: number;
  readonly found: Found;
}

/** What takes long is computed once for all pages, and anew where the study has changed since and some time has passed. */
export const computedOnce = <Found>(
  compute: (mirror: Mirror, objective: number) => Found,
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
