import { law, type OptionsOf, oneOf, whole } from "@kaviar/base/check";
import { type GivenTargets, readTargets, takeTargets } from "../data/targets.ts";
import { options } from "../options.ts";
import { dealHoldout, dealSplits } from "./deal.ts";

/** What may be held out of a search. */
export const holdoutLaw = law<number | "none">(
  'a share of the rows between 0 and 1, or "none"',
  (value) => value === "none" || (typeof value === "number" && value > 0 && value < 1),
);

const read = options("dealRows", {
  /** That of the search. */
  seed: whole(0).default(0),
  /** The share of the rows that the search never sees, or "none"; a fifth unless said, none of few rows. */
  holdout: holdoutLaw.optional(),
  /** What targets are, where they do not look like it. */
  target: oneOf("classes", "numbers").optional(),
});

export type DealRowsOptions = OptionsOf<typeof read>;

/** Numbers of rows. */
export interface DealtRows {
  /** Those that candidates learn from: of few rows, which are scored on folds, all that are searched. */
  readonly training: Int32Array;
  /** Those that candidates are scored on; none where that are folds. */
  readonly validation: Int32Array;
  /** Those that the search never sees. */
  readonly held: Int32Array;
}

/**
 * Which rows a search learns from, scores candidates on, and never sees: as `searchNetwork` deals them.
 *
 * ```ts
 * const { training, held } = dealRows(y, { seed: 1 });
 * ```
 * The same targets and the same seed give the same rows.
 */
export const dealRows = (y: GivenTargets, given: DealRowsOptions = {}): DealtRows => {
  const { seed, holdout, target } = read(given);
  const targets = readTargets(y, target);
  const { searched, held } = dealHoldout(targets, holdout, seed);
  const splits = dealSplits(takeTargets(targets, searched), seed);
  const [only] = splits;
  if (splits.length > 1) return { training: searched, validation: new Int32Array(0), held };
  return {
    training: only!.training.map((i) => searched[i]!),
    validation: only!.validation.map((i) => searched[i]!),
    held,
  };
};
