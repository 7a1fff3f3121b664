import { type Direction, losses, type TrialRecord } from "@kaviar/tune";
import { type Gene, type Genome, isHolder } from "../grammar/genome.ts";
import { genomeOf, type Species } from "./species.ts";

/** Pipelines to make others of, and what these may cost. */
export interface Tried {
  readonly complete: readonly TrialRecord[];
  readonly directions: readonly Direction[];
  /** Seconds that a fold may take; undefined where time is not to count. */
  readonly seconds: number | undefined;
}

/** A pipeline made of others, and their trials. */
export interface MadeOf {
  readonly genome: Genome;
  readonly parents: readonly number[];
}

export interface Best {
  readonly trial: TrialRecord;
  readonly genome: Genome;
}

/** The best pipeline of each family of models that may be used, the best family first. */
export const bestOfFamilies = (
  species: Species,
  { complete, directions }: Tried,
  isOf: (model: Gene) => boolean,
): readonly Best[] => {
  const lossOf = ({ values }: TrialRecord): number => losses(values!, directions)[0]!;
  const best = new Map<string, Best>();
  for (const trial of [...complete].sort((a, b) => lossOf(a) - lossOf(b) || a.number - b.number)) {
    const genome = genomeOf(species, trial.params);
    const { model } = genome;
    if (isHolder(model) || best.has(model.kind)) continue;
    if (!species.parts.get(model.kind)?.baseline && isOf(model)) best.set(model.kind, { trial, genome });
  }
  return [...best.values()];
};

/** Seconds that a fit to a fold took. */
export const fitSecondsOf = (trial: TrialRecord): number => secondsOf(trial).fit;

/** Seconds that so many predictions took. */
export const askSecondsOf = (trial: TrialRecord, rows: number): number => (secondsOf(trial).thousandRows * rows) / 1000;

const secondsOf = ({ attributes }: TrialRecord) =>
  attributes.seconds as { readonly fit: number; readonly thousandRows: number };
