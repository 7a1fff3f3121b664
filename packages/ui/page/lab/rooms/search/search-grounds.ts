import { coarseToFine, createStudy, float, gp, grid, random, type Sampler, tpe } from "@kaviar/tune";
import type { SearchChoices } from "./choices.ts";
import { groundNamed } from "./grounds.ts";
import { type SeekerName, seekerNames } from "./seekers.ts";

/** A point that was tried. */
export interface Tried {
  readonly x: number;
  readonly y: number;
  readonly value: number;
  /** Why there, in the sampler's own words. */
  readonly why?: string;
}

/** What each sampler has tried so far, in order. */
export type SearchView = { readonly [Name in SeekerName]: readonly Tried[] };

const samplers: { readonly [Name in SeekerName]: (side: number) => Sampler } = {
  grid: (side) => grid({ resolution: side }),
  random: () => random(),
  coarse: () => coarseToFine(),
  tpe: () => tpe(),
  gp: () => gp(),
};

/** Lets each sampler try one point after the other of the same function: all of them as many. */
export async function* searchGrounds({
  ground,
  side,
  seed,
}: SearchChoices): AsyncGenerator<() => SearchView, void, void> {
  const { of } = groundNamed(ground);
  const studies = await Promise.all(
    seekerNames.map(async (name) => ({
      name,
      study: await createStudy({ storage: "memory", seed, sampler: samplers[name](side) }),
      tried: [] as Tried[],
    })),
  );
  for (let trial = 0; trial < side ** 2; trial++) {
    for (const { study, tried } of studies) {
      const asked = await study.ask({ x: float(0, 1), y: float(0, 1) });
      const { x, y } = asked.params;
      const value = of(x, y);
      await study.tell(asked, value);
      const { why } = study.trials.at(-1)!;
      tried.push({ x, y, value, ...(why !== undefined && { why }) });
    }
    yield () => Object.fromEntries(studies.map(({ name, tried }) => [name, [...tried]])) as unknown as SearchView;
  }
}

/** The best value after each trial. */
export const bestSoFar = (tried: readonly Tried[]): readonly number[] => {
  let best = Number.POSITIVE_INFINITY;
  return tried.map(({ value }) => {
    best = Math.min(best, value);
    return best;
  });
};

/** Where the best of them is. */
export const bestOf = (tried: readonly Tried[]): Tried | undefined =>
  tried.reduce<Tried | undefined>(
    (best, each) => (best === undefined || each.value < best.value ? each : best),
    undefined,
  );
