import {
  isFeasible,
  type Params,
  type Proposal,
  type Pruner,
  type Question,
  type Random,
  type Sampler,
  type TrialRecord,
} from "@kaviar/tune";
import { type Gene, type Genome, genesOf } from "../grammar/genome.ts";
import { bagsOf } from "./bags.ts";
import { bestOfFamilies, fitSecondsOf, type MadeOf, type Tried } from "./best-of-families.ts";
import { drawFamily } from "./families.ts";
import type { Bars, Notes } from "./notes.ts";
import type { First, Portfolio } from "./portfolio.ts";
import { barsFrom, racing } from "./racing.ts";
import { type Ranked, rankedBy } from "./ranked.ts";
import { genomeOf, paramsOf, type Species } from "./species.ts";
import { stacksOf } from "./stacks.ts";
import { tuneNumbers } from "./tune-numbers.ts";
import { variations } from "./vary.ts";

/** How many pipelines are parents of the next, how many are asked for one, and how often another is tried for a new one. */
const size = 40;
const rivals = 3;
const attempts = 60;

/** How often numbers are tuned where there are some to be, and how often parents are chosen by their score alone. */
const tuned = 0.25;
const byScore = 0.6;

interface EvolutionOptions {
  readonly species: Species;
  readonly portfolio: Portfolio;
  /** So many of the last pipelines are not looked at: the same search for any number of workers up to it. */
  readonly lag: number | undefined;
  /** Seconds that a fold may take; undefined where time is not to count. */
  readonly seconds: number | undefined;
}

/**
 * Steady-state genetic programming: each pipeline is a child of those that have been scored by then, and becomes a parent as
 * soon as it is. What has been tried is not tried again.
 */
export const evolution = ({
  species,
  portfolio,
  lag,
  seconds,
}: EvolutionOptions): { readonly sampler: Sampler; readonly pruner: Pruner } => {
  const words = new WeakMap<Params, string>();
  const wordsFor = (params: Params): string => {
    const known = words.get(params) ?? species.words(genomeOf(species, params));
    words.set(params, known);
    return known;
  };
  const known = new Map(
    [...portfolio.first, ...portfolio.later].map((each) => [each, wordsFor(species.compiled.encode(each.genome))]),
  );
  const sampler: Sampler = {
    name: "evolution",
    ...(lag !== undefined && { lag }),
    propose: async (question) => {
      const { number, history } = question;
      const seen = new Set<string>();
      for (const trial of history.trials) if (isKnown(trial)) seen.add(wordsFor(trial.params));
      const isNew = (each: First): boolean => !seen.has(known.get(each)!);
      // A search that goes on with other means may have another portfolio: what is new in it, wherever it stands.
      const first = portfolio.first.find((each, i) => (i >= number || isKnown(history.trials[i])) && isNew(each));
      if (first) return proposed(firstOf(species, first), undefined);
      const complete = history.finished.filter((trial) => trial.state === "complete" && isFeasible(trial));
      const kindOf = ({ params }: TrialRecord): string | undefined => {
        const { kind } = genomeOf(species, params).model;
        return species.parts.get(kind)?.baseline ? undefined : kind;
      };
      const costOf = lag === undefined ? secondsOf : foldsOf;
      const looking = { kindOf, costOf, directions: history.directions };
      const family = drawFamily(history.finished, looking, question.draw("family"));
      const bars = barsFrom(complete, history);
      const promising = promisingOf(species, { complete, directions: history.directions, seconds });
      const next =
        portfolio.later.find((each) => promising.has(each.genome.model.kind) && isNew(each)) ??
        portfolio.later.find((each) => each.genome.model.kind === family && isNew(each));
      if (next) return proposed(firstOf(species, next), bars);
      const together = togetherOf(
        species,
        { complete, directions: history.directions, seconds },
        (kind) => kind === family || !history.trials.some((trial) => isKnown(trial) && kindOf(trial) === kind),
      ).find(({ genome }) => !seen.has(species.words(genome)));
      if (together) return proposed(togetherAs(species, together), bars);
      const parents = complete.filter((trial) => kindOf(trial) !== undefined);
      const population = rankedBy(parents, history.directions, size);
      const own = rankedBy(
        parents.filter((trial) => kindOf(trial) === family),
        history.directions,
        size,
      );
      const made =
        (await child(species, { own, population }, complete, seen, question)) ?? drawn(species, seen, question);
      return proposed(made, bars);
    },
  };
  return { sampler, pruner: racing };
};

/** Known pipelines of the better half of the families are tried before any child, where they take this share of a fold's time at most. */
const quick = 0.5;

/** The kinds of model that do best, as far as one more of them takes little time. */
const promisingOf = (species: Species, tried: Tried): ReadonlySet<string> => {
  const { seconds = Number.POSITIVE_INFINITY } = tried;
  const best = bestOfFamilies(species, tried, () => true);
  const better = best.slice(0, Math.ceil(best.length / 2));
  return new Set(better.filter(({ trial }) => isQuick(trial, quick * seconds)).map(({ genome }) => genome.model.kind));
};

const isQuick = (trial: TrialRecord, most: number): boolean =>
  most === Number.POSITIVE_INFINITY || fitSecondsOf(trial) <= most;

/** Ways to make a model of others. */
const ways = { stack: stacksOf, bag: bagsOf } as const;

const togetherOf = (species: Species, tried: Tried, isTurn: (kind: string) => boolean): readonly MadeOf[] =>
  Object.entries(ways).flatMap(([kind, of]) => (isTurn(kind) ? of(species, tried) : []));

const togetherAs = ({ compiled }: Species, { genome, parents }: MadeOf): Made => ({
  params: compiled.encode(genome),
  why: `${genome.model.kind} of ${parents.join(", ")}`,
  notes: { operator: genome.model.kind, parents },
});

/** What a pipeline has cost: seconds; and where a search is to be the same everywhere, folds. */
const secondsOf = ({ startedAt = 0, finishedAt = startedAt }: TrialRecord): number => (finishedAt - startedAt) / 1000;
const foldsOf = ({ attributes }: TrialRecord): number =>
  (attributes.scores as readonly number[] | undefined)?.length ?? 1;

/** Whether it is known which pipeline a trial is: another process may be about to say so. */
const isKnown = (trial: TrialRecord | undefined): trial is TrialRecord =>
  trial !== undefined && Object.keys(trial.params).length > 0;

/** What a sampler answers, with what is kept. */
interface Made {
  readonly params: Params;
  readonly why: string;
  readonly notes: Notes;
}

const proposed = ({ params, why, notes }: Made, bars: Bars | undefined): Proposal => ({
  params,
  why,
  notes: { ...notes, ...(bars && { bars }) },
});

const firstOf = ({ compiled }: Species, { genome, operator, why }: First): Made => ({
  params: compiled.encode(genome),
  why,
  notes: { operator, parents: [] },
});

interface Parents {
  /** Of the family whose turn it is, one at least. */
  readonly own: readonly Ranked[];
  /** Of all. */
  readonly population: readonly Ranked[];
}

const child = async (
  species: Species,
  { own, population }: Parents,
  complete: readonly TrialRecord[],
  seen: ReadonlySet<string>,
  question: Question,
): Promise<Made | undefined> => {
  if (own.length === 0) return undefined;
  const broken = brokenIn(species, question.history.finished);
  const isNew = (genome: Genome): boolean =>
    !seen.has(species.words(genome)) &&
    !genesOf(genome).some(({ kind }) => broken.has(kind)) &&
    !repeatsOne(species, genome);
  const random = question.draw("child");
  if (random() < tuned) {
    const proposed = await tuneNumbers(species, own, complete, question);
    if (proposed && isNew(genomeOf(species, proposed.params)))
      return {
        params: proposed.params,
        why: `numbers of ${proposed.of} tuned`,
        notes: { operator: "tune", parents: [proposed.of] },
      };
  }
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [mother, father] = [choose(own, random), choose(population, random)];
    const { name, vary } = draw(random);
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

/** Whether a part that is to stand in a pipeline once stands there twice. */
const repeatsOne = ({ parts }: Species, genome: Genome): boolean => {
  const once = genesOf(genome).flatMap(({ kind }) => (parts.get(kind)?.once ? [kind] : []));
  return new Set(once).size < once.length;
};

/** The best of some drawn at random: by its score, or in NSGA-II's order, which keeps small and fast ones. */
const choose = (population: readonly Ranked[], random: Random): TrialRecord => {
  const some = Array.from({ length: rivals }, () => population[Math.floor(random() * population.length)]!);
  const isBefore =
    random() < byScore
      ? (a: Ranked, b: Ranked) => a.losses[0]! <= b.losses[0]!
      : (a: Ranked, b: Ranked) => a.front < b.front || (a.front === b.front && a.crowding >= b.crowding);
  return some.reduce((best, each) => (isBefore(best, each) ? best : each)).trial;
};

const draw = (random: Random): (typeof variations)[number] => {
  let left = random() * variations.reduce((sum, { share }) => sum + share, 0);
  for (const variation of variations) {
    left -= variation.share;
    if (left < 0) return variation;
  }
  return variations.at(-1)!;
};

/** A pipeline drawn at random: its steps seldom, so that most are short. */
const drawn = (species: Species, seen: ReadonlySet<string>, question: Question): Made => {
  const random = question.draw("drawn");
  let params: Params = {};
  for (let attempt = 0; attempt < attempts; attempt++) {
    const features = stepsOf(species, random);
    const genome: Genome = {
      impute: species.draw("impute", random)!,
      encode: species.draw("encode", random)!,
      features,
      model: species.draw("model", random)!,
    };
    params = paramsOf(species, genome) ?? params;
    if (!seen.has(species.words(genome)) && !repeatsOne(species, genome)) break;
  }
  return { params, why: "drawn at random", notes: { operator: "drawn", parents: [] } };
};

const stepsOf = (species: Species, random: Random): readonly Gene[] => {
  if (species.isFixed) return species.drawSteps(random);
  const step = random() < 0.5 ? species.draw("step", random) : undefined;
  return step ? [step] : [];
};
