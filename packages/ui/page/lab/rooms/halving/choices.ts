import { type Chosen, oneOf, whole } from "../../choices/choice.ts";

const ways = ["caviar", "panda"] as const;

export const paces = ["slow", "steady", "fast"] as const;

/** Milliseconds between two epochs. */
export const everyAt: { readonly [Pace in (typeof paces)[number]]: number } = { slow: 250, steady: 50, fast: 0 };

/** How long a run may become, in epochs: a power of 3. */
export const longest = 27;

export const choices = {
  way: oneOf(ways, "caviar"),
  runs: whole(3, 81, 27),
  /** Epochs to the first rung. */
  first: whole(1, 27, 3),
  factor: whole(2, 9, 3),
  seed: whole(0, 999, 0),
  pace: oneOf(paces, "steady"),
};

export type HalvingChoices = Chosen<typeof choices>;

/** What has to begin anew. */
export const keyOf = ({ pace, ...begins }: HalvingChoices): string => JSON.stringify(begins);
