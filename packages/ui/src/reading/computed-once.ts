import type { Mirror } from "./mirror.ts";

interface Kept<Found> {
  readonly revision: number;
  readonly at: number;
  readonly found: Found;
}

/**
 * What takes long is computed once for all pages, and anew where the study has changed and so many milliseconds have passed. What is
 * found later is waited for by all who ask; what failed is computed anew.
 */
export const computedOnce = <Found, With extends readonly unknown[]>(
  compute: (mirror: Mirror, objective: number, ...by: With) => Found,
  lasts = 10_000,
): ((mirror: Mirror, objective: number, ...by: With) => Found) => {
  const kept = new WeakMap<Mirror, Map<number, Kept<Found>>>();
  return (mirror, objective, ...by) => {
    const own = kept.get(mirror) ?? new Map<number, Kept<Found>>();
    kept.set(mirror, own);
    const before = own.get(objective);
    const now = performance.now();
    if (before !== undefined && (before.revision === mirror.revision || now - before.at < lasts)) return before.found;
    const found = compute(mirror, objective, ...by);
    own.set(objective, { revision: mirror.revision, at: now, found });
    if (found instanceof Promise) found.catch(() => own.delete(objective));
    return found;
  };
};
