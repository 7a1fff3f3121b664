import { law, whole } from "@kaviar/base/check";
import type { Direction, LiveTrial, Params, Pruner, Sampler, Space } from "@kaviar/tune";
import { type Breeding, usualBreeding } from "../evolution/breeding.ts";
import { drawing } from "../evolution/drawn-at-random.ts";
import { evolution } from "../evolution/evolution.ts";
import { portfolioOf } from "../evolution/portfolio.ts";
import { genomeOf } from "../evolution/species.ts";
import { checkGrammar } from "../grammar/check-grammar.ts";
import { complete } from "../grammar/complete.ts";
import { complexityOf, type Gene, type Genome, isAsTheyAre, isPredictions, isUnion } from "../grammar/genome.ts";
import type { Grammar, Role } from "../grammar/grammar.ts";
import { pipelineOf } from "../grammar/pipeline-of.ts";
import { presets } from "../grammar/presets.ts";
import { geneWords } from "../grammar/words.ts";
import { optionsOf } from "../options.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { createEvaluation } from "../search/evaluate.ts";
import { checkTable } from "../table/check-table.ts";
import type { Table } from "../table/table.ts";
import { type AutofitOptions, readAutofitOptions, searchLaws } from "./options.ts";
import { prepareSearch } from "./preparing/prepare-search.ts";
import { speciesFor } from "./preparing/species-for.ts";
import { directionsOf } from "./searching/directions-of.ts";

/** What `autofit` takes too, as far as it says which pipelines are tried and how they are scored. */
export interface PipelineSearchOptions
  extends Pick<AutofitOptions, "target" | "task" | "positive" | "metric" | "preset" | "folds" | "seed"> {
  readonly grammar?: Grammar;
  /** What pipelines are judged by, in this order: their score, their parts, their work. By all three unless said. */
  readonly objectives?: 1 | 2 | 3;
  /** Bytes that a pipeline may take beside the table; one that would take more is refused. A gigabyte unless said. */
  readonly memory?: number;
}

const readPipelineSearchOptions = optionsOf<PipelineSearchOptions>()("pipelineSearch", {
  ...searchLaws,
  /** What pipelines are made of besides, and what is left out. */
  grammar: law<Grammar>("a grammar", (value) => typeof value === "object" && value !== null).optional(),
  /** What pipelines are judged by: their score, their parts, their work, so many of these. */
  objectives: law<1 | 2 | 3>("1, 2 or 3", (value) => value === 1 || value === 2 || value === 3).default(3),
  /** Bytes that a pipeline may take beside the table. */
  memory: whole(1).default(2 ** 30),
});

/** A part of a pipeline. */
export interface PipelinePart {
  readonly role: Role | "union" | "predictions";
  readonly gene: Gene;
  /** `kNearest(k 7, distance, p 2)`. */
  readonly words: string;
}

/** What is bred, and how it is scored. */
export interface PipelineSearch {
  /** All pipelines: what a study of them asks from. */
  readonly space: Space;
  readonly directions: readonly Direction[];
  /** The name of the metric. */
  readonly metric: string;
  /** Pipelines that are known to do well on tables; none of them is there only to be compared with. */
  readonly known: readonly Genome[];
  /** Breeds as `autofit` does unless said; to begin with come as many of the known pipelines as are named. */
  evolution(
    breeding?: Partial<Breeding>,
    first?: readonly Genome[],
  ): { readonly sampler: Sampler; readonly pruner: Pruner };
  /** Draws each pipeline at random: what evolution has to beat. */
  readonly drawn: Sampler;
  /** Scores a pipeline, fold by fold, as `crossValidate` does with the same folds and seed. */
  score(pipeline: unknown, trial: LiveTrial): Promise<readonly number[]>;
  /** The parts of a trial's pipeline, in the order in which a table passes them. */
  partsOf(params: Params): readonly PipelinePart[];
  /** How many parts it has, those inside of others too: what its parts are judged by. */
  sizeOf(params: Params): number;
  /** The pipeline itself, to be fitted to all rows, or to others. */
  pipelineOf(params: Params): Pipeline;
}

/** Of what holds other parts: stacks and bags are models. */
const roleOf = (gene: Gene): PipelinePart["role"] =>
  isUnion(gene) ? "union" : isPredictions(gene) ? "predictions" : "model";

/** Seconds that a known pipeline may be expected to take. */
const longest = 60;

/**
 * The search of `autofit` laid open, for where there are neither processes nor files, as in a page: who asks a study for
 * pipelines scores them here, one after the other, and sees what becomes of each.
 *
 * ```ts
 * const search = pipelineSearch(churn, { target: "churned", folds: 3, seed: 1 });
 * const study = await createStudy({ storage: "memory", seed: 1, directions: search.directions, ...search.evolution() });
 * await study.optimize(search.space, search.score, { trials: 50 });
 * ```
 * Nothing is held out: the best of many scores is too good. With one seed it is the same search everywhere.
 */
export const pipelineSearch = (table: Table, given: PipelineSearchOptions): PipelineSearch => {
  checkTable("pipelineSearch", table);
  const { objectives, memory, grammar = {}, ...others } = readPipelineSearchOptions(given);
  const options = readAutofitOptions({ ...others, holdout: "none" });
  const prepared = prepareSearch(table, options, undefined);
  const { training, facts, splits, metric } = prepared;
  const { species, own } = speciesFor(checkGrammar(grammar), presets[options.preset], facts);
  const { parts } = species;
  const { seed } = options;
  const { first, later } = portfolioOf(species, own, { seed, seconds: longest, warm: [] });
  const completed = (params: Params): Genome => complete(genomeOf(species, params), parts, facts);
  const held = { memory, seconds: undefined, keep: async () => {} };
  return {
    space: species.space,
    directions: directionsOf(metric).slice(0, objectives),
    metric: metric.name,
    known: [...first, ...later].flatMap(({ genome }) => (parts.get(genome.model.kind)?.baseline ? [] : [genome])),
    evolution: (breeding, first = []) =>
      evolution({
        species,
        portfolio: {
          first: first.map((genome) => ({ genome, operator: "portfolio", why: "known to do well on tables" })),
          later: [],
        },
        lag: undefined,
        seconds: undefined,
        breeding: { ...usualBreeding, ...breeding },
      }),
    drawn: drawing(species),
    score: createEvaluation({
      training,
      splits,
      facts,
      parts,
      metric,
      seed,
      objectives,
      repeats: 1,
      first: 0,
      ...held,
    }),
    partsOf: (params) => {
      const { impute, encode, features, model } = completed(params);
      return [impute, encode, ...features, model]
        .filter((gene) => !isAsTheyAre(gene))
        .map((gene) => ({ role: parts.get(gene.kind)?.role ?? roleOf(gene), gene, words: geneWords(gene) }));
    },
    sizeOf: (params) => complexityOf(completed(params)),
    pipelineOf: (params) => pipelineOf(completed(params), parts, facts),
  };
};
