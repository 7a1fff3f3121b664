import {
  type CompiledSpace,
  compileSpace,
  drawFrom,
  drawPoint,
  type Parameter,
  type Params,
  type Random,
  type Space,
  type TrialRecord,
  walk,
} from "@kaviar/tune";
import type { Facts } from "../grammar/facts.ts";
import { type Gene, type Genome, genomeFrom, isHolder } from "../grammar/genome.ts";
import type { Parts, Role } from "../grammar/grammar.ts";
import type { Shape } from "../grammar/presets.ts";
import { type Places, placesOf, spaceOf } from "../grammar/space-of.ts";
import { wordsOf } from "../grammar/words.ts";

/** All pipelines that a search may try on a table, and how new parts of them are drawn. */
export interface Species {
  readonly parts: Parts;
  readonly facts: Facts;
  readonly space: Space;
  readonly compiled: CompiledSpace;
  /** Whether every pipeline has the same places, those of a template. */
  readonly isFixed: boolean;
  /** Whether stacks of models are among them. */
  readonly hasStacks: boolean;
  draw(place: keyof Omit<Places, "template">, random: Random): Gene | undefined;
  /** Of a template: a gene for each place between the encoding and the model, drawn. */
  drawSteps(random: Random): readonly Gene[];
  /** A gene of that name, its values drawn. */
  drawKind(place: keyof Omit<Places, "template">, kind: string, random: Random): Gene;
  /** The same text for the same pipeline. */
  words(genome: Genome): string;
  /** Genomes of the params that were asked for: a search asks for the same ones with every proposal. */
  readonly genomes: WeakMap<object, Genome>;
}

export const speciesOf = (parts: Parts, facts: Facts, template: readonly Role[] | undefined, shape: Shape): Species => {
  const places = placesOf(parts, facts, template, shape);
  const space = spaceOf(places);
  const drawers = new Map<string, CompiledSpace>();
  const drawer = (place: string, gene: Parameter<Gene>): CompiledSpace => {
    const known = drawers.get(place) ?? compileSpace({ gene });
    drawers.set(place, known);
    return known;
  };
  const fixed = places.template?.map((gene) => compileSpace({ gene })) ?? [];
  return {
    parts,
    facts,
    space,
    compiled: compileSpace(space),
    isFixed: template !== undefined,
    hasStacks: shape === "stacks" && template === undefined,
    draw: (place, random) => {
      const gene = places[place];
      if (!gene) return undefined;
      const { dimensions, decode } = drawer(place, gene);
      const draw = () => decode(drawPoint(dimensions, () => random)).gene as Gene;
      let drawn = draw();
      // Stacks and bags are made of what has been tried.
      while ((parts.get(drawn.kind)?.baseline && !isOnly(parts, drawn)) || isHolder(drawn)) drawn = draw();
      return drawn;
    },
    drawSteps: (random) =>
      fixed.map(({ dimensions, decode }) => decode(drawPoint(dimensions, () => random)).gene as Gene),
    drawKind: (place, kind, random) => {
      const { dimensions, decode } = drawer(place, places[place]!);
      const drawn = walk(dimensions, ({ name, domain }) => (name === "gene" ? kind : drawFrom(domain, random)));
      return decode(drawn).gene as Gene;
    },
    words: (genome) => wordsOf(genome, parts, facts),
    genomes: new WeakMap(),
  };
};

/** Whether a grammar has no other model. */
const isOnly = (parts: Parts, { kind }: Gene): boolean =>
  [...parts].every(([name, { role }]) => role !== "model" || name === kind);

/** A trial in words; one that ended before it was known what it is has none. */
export const wordsOfTrial = (species: Species, { params }: Pick<TrialRecord, "params">): string =>
  Object.keys(params).length === 0 ? "" : species.words(genomeOf(species, params));

/** A genome as the params of a trial; undefined where it is out of the space: a step in a place where it may not stand. */
export const paramsOf = ({ compiled }: Species, genome: Genome): Params | undefined => {
  try {
    return compiled.encode(genome);
  } catch {
    return undefined;
  }
};

/** The genome that a trial's params are. */
export const genomeOf = ({ compiled, genomes }: Species, params: Params): Genome => {
  const known = genomes.get(params) ?? genomeFrom(compiled.decode(params));
  genomes.set(params, known);
  return known;
};
