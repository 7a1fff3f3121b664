import type { Dimension, Domain, Params } from "../space/dimension.ts";

/** A complete trial, as importance sees it. */
export interface Sample {
  readonly params: Params;
  readonly target: number;
  /** By how much it breaks the constraints of its study: what breaks some is never good. Absent where that is no matter. */
  readonly violation?: number;
}

/** Parameters that took part in exactly the same trials, and those trials. */
export interface Regime {
  /** The parameters this regime is about. */
  readonly own: readonly Dimension[];
  /** All that took part in each of these trials: `own`, and the parents that explain part of the variance. */
  readonly active: readonly Dimension[];
  readonly samples: readonly Sample[];
}

/**
 * A conditional parameter says nothing of trials it had no part in, and no value is made up for it there: parameters are
 * grouped by the trials they took part in, and each group is judged by these alone.
 */
export const regimesOf = (dimensions: readonly Dimension[], samples: readonly Sample[]): readonly Regime[] => {
  const presence = new Map(
    dimensions.map((dimension) => [dimension, samples.map(({ params }) => params[dimension.name] !== undefined)]),
  );
  const groups = new Map<string, Dimension[]>();
  for (const [dimension, present] of presence) {
    const key = present.map(Number).join("");
    groups.set(key, [...(groups.get(key) ?? []), dimension]);
  }
  return [...groups.values()].map((own) => {
    const inside = presence.get(own[0]!)!;
    return {
      own,
      active: dimensions.filter((dimension) => presence.get(dimension)!.every((is, i) => is || !inside[i])),
      samples: samples.filter((_, i) => inside[i]),
    };
  });
};

/** Each name once, with a domain that holds all the domains it had: ranges may have moved during a study. */
export const mergeDimensions = (lists: Iterable<readonly Dimension[]>): readonly Dimension[] => {
  const merged = new Map<string, Dimension>();
  for (const list of new Set(lists))
    for (const dimension of list) {
      const before = merged.get(dimension.name);
      if (before === undefined) merged.set(dimension.name, dimension);
      else if (before.domain !== dimension.domain)
        merged.set(dimension.name, { ...before, ...dimension, domain: union(before.domain, dimension.domain) });
    }
  return [...merged.values()];
};

const union = (a: Domain, b: Domain): Domain => {
  if (b.kind === "categorical")
    return a.kind === "categorical" ? { ...b, choices: [...new Set([...a.choices, ...b.choices])] } : b;
  if (a.kind === "categorical") return b;
  return { ...b, low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) } as Domain;
};
