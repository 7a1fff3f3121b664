import { type Chosen, oneOf, whole } from "../../choices/choice.ts";

export const paces = ["slow", "steady", "fast"] as const;

/** Milliseconds between two trials. */
export const everyAt: { readonly [Pace in (typeof paces)[number]]: number } = { slow: 600, steady: 120, fast: 0 };

export const choices = { trials: whole(5, 200, 30), seed: whole(0, 999, 0), pace: oneOf(paces, "steady") };

export type ScalesChoices = Chosen<typeof choices>;

/** What the draws have to begin anew for. */
export const keyOf = ({ trials, seed }: ScalesChoices): string => JSON.stringify([trials, seed]);
