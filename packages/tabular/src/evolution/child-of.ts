import type { Question, Random, TrialRecord } from "@kaviar/tune";
import { type Genome, genesOf } from "../grammar/genome.ts";
import { type Breeding, usualBreeding } from "./breeding.ts";
import type { Made } from "./made.ts";
import type { Ranked } from "./ranked.ts";
import { repeatsOne } from "./repeats-one.ts";
import { genomeOf, paramsOf, type Species } from "./species.ts";
import { tuneNumbers } from "./tune-numbers.ts";
import { variations } from "./vary.ts";

/** How many pipelines are asked for a parent, and how often another is tried for a new one. */
const rivals = 3;
const attempts = 60;

/** Pipelines that others are made of, the best of those that were scored. */
interface Parents {
  /** Of the family whose turn it is, one at least. */
  readonly own: readonly Ranked[];
  /** Of all. */
  readonly population: readonly Ranked[];
}

/** A child of some of them that nobody has tried; undefined where none is found. */
export const childOf = async (
  species: Species,
  { own, population }: Parents,
  complete: readonly TrialRecord[],
  seen: ReadonlySet<string>,
  question: Question,
  breeding: Breeding,
): Promise<Made | undefined> => {
  if (own.length === 0) return undefined;
  const broken = brokenIn(species, question.history.finished);
  const isNew = (genome: Genome): boolean =>
    !seen.has(species.words(genome)) &&
    !genesOf(genome).some(({ kind }) => broken.has(kind)) &&
    !repeatsOne(species, genome);
  const random = question.draw("child");
  if (random() < breeding.tuned) {
    const proposed = await tuneNumbers(species, own, complete, question);
    if (proposed && isNew(genomeOf(species, proposed.params)))
      return {
        params: proposed.params,
        why: `numbers of ${proposed.of} tuned`,
        notes: { operator: "tune", parents: [proposed.of] },
      };
  }
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [mother, father] = [choose(own, breeding, random), choose(population, breeding, random)];
    const { name, vary } = drawVariation(breeding, random);
    const genome = vary(species, [genomeOf(species, mother.params), genomeOf(species, father.params)], random);
    const params = genome && paramsOf(species, genome);
    if (!params || !isNew(genome)) continue;
    const parents = name === "cross" ? [mother.number, father.number] : [mother.number];
    return { params, why: `${name} of ${parents.join(" and ")}`, notes: { operator: name, parents } };
  }
  return undefined;
};

/** Parts that have failed more than once, and never worked. */
const brokenIn = (species: Species, finished: readonly TrialRecord[]): ReadonlySet<string> => {
  const failures = new Map<string, number>();
  const works = new Set<string>();
  for (const { state, params } of finished) {
    if (Object.keys(params).length === 0) continue;
    for (const { kind } of genesOf(genomeOf(species, params))) {
      if (state === "failed") failures.set(kind, (failures.get(kind) ?? 0) + 1);
      else works.add(kind);
    }
  }
  return new Set([...failures].filter(([kind, times]) => times > 1 && !works.has(kind)).map(([kind]) => kind));
};

/** The best of some drawn at random: by its score, or in NSGA-II's order, which keeps small and fast ones. */
const choose = (population: readonly Ranked[], { byScore }: Breeding, random: Random): TrialRecord => {
  const some = Array.from({ length: rivals }, () => population[Math.floor(random() * population.length)]!);
  const isBefore =
    random() < byScore
      ? (a: Ranked, b: Ranked) => a.losses[0]! <= b.losses[0]!
      : (a: Ranked, b: Ranked) => a.front < b.front || (a.front === b.front && a.crowding >= b.crowding);
  return some.reduce((best, each) => (isBefore(best, each) ? best : each)).trial;
};

const drawVariation = ({ crossed }: Breeding, random: Random): (typeof variations)[number] => {
  const others = (1 - crossed) / (1 - usualBreeding.crossed);
  const shares = variations.map(({ name, share }) => (name === "cross" ? crossed : share * others));
  let left = random() * shares.reduce((sum, share) => sum + share, 0);
  for (const [i, share] of shares.entries()) {
    left -= share;
    if (left < 0) return variations[i]!;
  }
  return variations.at(-1)!;
};
