import { isFeasible, type Params, type Proposal, type Pruner, type Sampler, type TrialRecord } from "@kaviar/tune";
import { bagsOf } from "./bags.ts";
import { bestOfFamilies, fitSecondsOf, type MadeOf, type Tried } from "./best-of-families.ts";
import { type Breeding, usualBreeding } from "./breeding.ts";
import { childOf } from "./child-of.ts";
import { drawnAtRandom } from "./drawn-at-random.ts";
import { drawFamily } from "./families.ts";
import type { Made } from "./made.ts";
import type { Bars } from "./notes.ts";
import type { First, Portfolio } from "./portfolio.ts";
import { barsFrom, racing } from "./racing.ts";
import { rankedBy } from "./ranked.ts";
import { genomeOf, type Species } from "./species.ts";
import { stacksOf } from "./stacks.ts";

interface EvolutionOptions {
  readonly species: Species;
  readonly portfolio: Portfolio;
  /** So many of the last pipelines are not looked at: the same search for any number of workers up to it. */
  readonly lag: number | undefined;
  /** Seconds that a fold may take; undefined where time is not to count. */
  readonly seconds: number | undefined;
  /** That of `autofit` unless said. */
  readonly breeding?: Breeding;
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
  breeding = usualBreeding,
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
      const costOf = seconds === undefined ? foldsOf : secondsOf;
      const looking = { kindOf, costOf, directions: history.directions };
      const family = breeding.families ? drawFamily(history.finished, looking, question.draw("family")) : undefined;
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
      const population = rankedBy(parents, history.directions, breeding.population);
      const own = breeding.families
        ? rankedBy(
            parents.filter((trial) => kindOf(trial) === family),
            history.directions,
            breeding.population,
          )
        : population;
      const made =
        (await childOf(species, { own, population }, complete, seen, question, breeding)) ??
        drawnAtRandom(species, seen, question);
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
