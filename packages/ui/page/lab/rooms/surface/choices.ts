import { between, type Chosen, oneOf } from "../../choices/choice.ts";
import { surfaceNames } from "../../terrain/surfaces.ts";

/** Along what the surface is cut. */
export const cuts = ["gradient", "most", "least", "x", "y"] as const;

/** All that can be chosen on the walk. */
export const choices = {
  surface: oneOf(surfaceNames, "himmelblau"),
  /** Where the walker stands; where it is none, at the surface's own start. */
  x: between(-10, 10, Number.NaN),
  y: between(-10, 10, Number.NaN),
  rate: between(0.0001, 10, 0.01),
  cut: oneOf(cuts, "gradient"),
  reach: between(0.1, 3, 1),
};

export type WalkChoices = Chosen<typeof choices>;
