import { type Chosen, oneOf, whole } from "../../choices/choice.ts";
import { groundNames } from "./grounds.ts";

/** Squares, so that a grid comes out even. */
export const budgets = [9, 16, 25, 36, 49] as const;

export const paces = ["slow", "steady", "fast"] as const;

/** Milliseconds between two points. */
export const everyAt: { readonly [Pace in (typeof paces)[number]]: number } = { slow: 900, steady: 250, fast: 0 };

export const choices = {
  ground: oneOf(groundNames, "bowl"),
  side: whole(3, 7, 5),
  seed: whole(0, 999, 1),
  pace: oneOf(paces, "steady"),
};

export type SearchChoices = Chosen<typeof choices>;

/** What the search has to begin anew for. */
export const keyOf = ({ ground, side, seed }: SearchChoices): string => JSON.stringify([ground, side, seed]);
