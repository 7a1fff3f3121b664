import { between, type Chosen, flag, oneOf, whole } from "../../choices/choice.ts";

/** Which models pipelines may end in. */
const modelsOf = ["all", "kNearest", "linear"] as const;

export const paces = ["slow", "steady", "fast"] as const;

/** Milliseconds between two generations. */
export const everyAt: { readonly [Pace in (typeof paces)[number]]: number } = { slow: 3000, steady: 900, fast: 0 };

export const choices = {
  models: oneOf(modelsOf, "all"),
  begin: oneOf(["drawn", "known"], "drawn"),
  /** How many pipelines a generation has, and how many of all may be parents. */
  population: whole(4, 24, 12),
  generations: whole(1, 20, 8),
  /** The share of children with two parents. */
  crossed: between(0, 1, 0.2),
  judge: oneOf(["both", "score"], "both"),
  families: flag(false),
  racing: flag(false),
  seed: whole(0, 999, 4),
  /** The pipeline that is looked at from near; −1 is the best. */
  pipeline: whole(-1, 9999, -1),
  pace: oneOf(paces, "steady"),
};

export type EvolutionChoices = Chosen<typeof choices>;

/** What has to begin anew. */
export const keyOf = ({ pace, pipeline, ...begins }: EvolutionChoices): string => JSON.stringify(begins);
