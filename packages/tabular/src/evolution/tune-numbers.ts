import {
  auto,
  type Dimension,
  type History,
  isActive,
  type Params,
  type Question,
  type TrialRecord,
} from "@kaviar/tune";
import type { Ranked } from "./ranked.ts";
import type { Species } from "./species.ts";

/** Evaluations of one structure from which a model of its numbers learns something. */
const least = 4;

const isNumber = ({ domain }: Dimension): boolean => domain.kind !== "categorical";

const numbersOf = ({ compiled }: Species, params: Params): readonly Dimension[] =>
  compiled.dimensions.filter(
    (dimension) => isActive(dimension, params) && isNumber(dimension) && !dimension.name.endsWith(".length"),
  );

/** The parts of a pipeline and their choices, without its numbers. */
const structureOf = (species: Species, params: Params): string => {
  const numbers = new Set(numbersOf(species, params).map(({ name }) => name));
  return JSON.stringify(Object.entries(params).filter(([name]) => !numbers.has(name)));
};

const sampler = auto();

/**
 * The numbers of the best structure that was tried often enough, as a study of its own: `auto()` proposes them, from what
 * pipelines of this structure have scored.
 */
export const tuneNumbers = async (
  species: Species,
  population: readonly Ranked[],
  complete: readonly TrialRecord[],
  question: Question,
): Promise<{ readonly params: Params; readonly of: number } | undefined> => {
  const byStructure = new Map<string, TrialRecord[]>();
  for (const trial of complete) {
    const structure = structureOf(species, trial.params);
    byStructure.set(structure, [...(byStructure.get(structure) ?? []), trial]);
  }
  const best = [...population].sort((a, b) => a.losses[0]! - b.losses[0]!).slice(0, 8);
  for (const { trial } of best) {
    const family = byStructure.get(structureOf(species, trial.params)) ?? [];
    const numbers = numbersOf(species, trial.params).map(({ name, domain }) => ({ name, domain }));
    if (family.length < least || numbers.length === 0) continue;
    const { params } = await sampler.propose({
      ...question,
      space: numbers,
      prior: [],
      admits: () => true,
      history: familyHistory(family, numbers, question.history),
      // What is proposed is the same for any number of workers.
      budget: { concurrency: 1 },
    });
    return { params: { ...trial.params, ...params }, of: trial.number };
  }
  return undefined;
};

/** The study of one structure: its numbers, and the score alone. */
const familyHistory = (family: readonly TrialRecord[], numbers: readonly Dimension[], all: History): History => {
  const finished = family.map((trial, number) => ({
    ...trial,
    number,
    params: Object.fromEntries(numbers.map(({ name }) => [name, trial.params[name]!])),
    dimensions: numbers,
    values: [trial.values![0]!],
  }));
  return {
    directions: [all.directions[0]!],
    trials: finished,
    finished,
    running: new Map(),
    reports: () => new Map(),
    rewrites: 0,
    revision: all.revision,
    version: all.version,
  };
};
