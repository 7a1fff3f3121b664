import { plural } from "@kaviar/base/text";
import { contains, isFeasible, losses, type Study } from "@kaviar/tune";
import { TableError } from "../error.ts";
import { type Gene, type Genome, genesOf, genomeFrom, isPredictions, isUnion } from "../grammar/genome.ts";
import { type First, isInTime } from "./portfolio.ts";
import type { Species } from "./species.ts";

/** What another study gives to begin with, and what of it cannot be used, in sentences. */
export interface WarmStart {
  readonly first: readonly First[];
  readonly notes: readonly string[];
}

export const noWarmStart: WarmStart = { first: [], notes: [] };

/** So many pipelines of another study are tried at most. */
const most = 10;

/**
 * The best pipelines of another study, no two of the same parts, the best of each family of models first: as far as this
 * search can make them, with values in the ranges that its own table gives. What they scored there does not count here.
 */
export const warmStartFrom = (
  study: Pick<Study, "name" | "trials" | "directions">,
  species: Species,
  seconds: number,
): WarmStart => {
  const first: First[] = [];
  const notes: string[] = [];
  for (const { number, genome } of differing(completeOf(study), species).slice(0, most)) {
    const why = whyNot(genome, species, seconds);
    if (why === undefined)
      first.push({ genome, operator: "warm start", why: `known to do well: trial ${number} of ${study.name}` });
    else notes.push(`Trial ${number} of ${study.name} is no beginning here, ${species.words(genome)}: ${why}`);
  }
  return { first, notes };
};

interface Tried {
  readonly number: number;
  readonly genome: Genome;
}

/** The complete pipelines of a study, the best first. */
const completeOf = ({ name, trials, directions }: Pick<Study, "name" | "trials" | "directions">): readonly Tried[] => {
  const complete = trials.filter(isFeasible);
  const pipelines = complete.filter(({ params }) => isPipeline(params));
  if (pipelines.length === 0)
    throw new TableError(
      "options",
      `A search begins with pipelines that another one has scored: of ${plural(trials.length, "trial")} of "${name}" ${complete.length === 0 ? "none is complete" : "none is of a pipeline"}.`,
      { remedy: "Name a study that `autofit` or `kaviar fit` has made, or leave `warmStart` out." },
    );
  const lossOf = ({ values }: (typeof pipelines)[number]): number => losses(values!, directions)[0]!;
  return pipelines
    .sort((a, b) => lossOf(a) - lossOf(b) || a.number - b.number)
    .map(({ number, params }) => ({ number, genome: genomeFrom(params) }));
};

const isPipeline = ({ impute, encode, model }: Readonly<Record<string, unknown>>): boolean =>
  [impute, encode, model].every((gene) => typeof (gene as Gene | undefined)?.kind === "string");

/** The best of each structure; before all others the best of each family of models. Baselines are in every search. */
const differing = (ranked: readonly Tried[], { parts }: Species): readonly Tried[] => {
  const structures = new Set<string>();
  const families = new Set<string>();
  const best: Tried[] = [];
  const others: Tried[] = [];
  for (const tried of ranked) {
    const { model } = tried.genome;
    const structure = structureOf(tried.genome);
    if (structures.has(structure) || parts.get(model.kind)?.baseline) continue;
    structures.add(structure);
    (families.has(model.kind) ? others : best).push(tried);
    families.add(model.kind);
  }
  return [...best, ...others];
};

/** The parts of a pipeline and their choices, without its numbers. */
const structureOf = (genome: Genome): string =>
  JSON.stringify(genome, (_, value: unknown) => (typeof value === "number" ? undefined : value));

/** Why a search cannot try a pipeline. */
const whyNot = (genome: Genome, species: Species, seconds: number): string | undefined => {
  const { parts, compiled } = species;
  const stranger = genesOf(genome).find((gene) => !isUnion(gene) && !isPredictions(gene) && !parts.has(gene.kind));
  if (stranger) return `\`${stranger.kind}\` is not among the parts of this search.`;
  try {
    if (!contains(compiled.dimensions, compiled.encode(genome))) return "it leaves open what this search asks for.";
  } catch (error) {
    return (error as Error).message;
  }
  return isInTime(genome, species, seconds) ? undefined : "it would take longer than a pipeline may.";
};
