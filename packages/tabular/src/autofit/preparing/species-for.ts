import { type Species, speciesOf } from "../../evolution/species.ts";
import type { Facts } from "../../grammar/facts.ts";
import type { Grammar } from "../../grammar/grammar.ts";
import { partsOf } from "../../grammar/parts-of.ts";
import { type Preset, partsFor } from "../../grammar/presets.ts";
import { rolesOf } from "../../grammar/template.ts";

/** All pipelines that a search may try on a table, and the names of the parts that are the caller's own. */
export const speciesFor = (
  grammar: Grammar,
  preset: Preset,
  facts: Facts,
): { readonly species: Species; readonly own: readonly string[] } => {
  const own = Object.keys(grammar.parts ?? {});
  const parts = partsFor(partsOf(grammar, facts), preset, new Set(own), facts);
  const template = grammar.template === undefined ? undefined : rolesOf(grammar.template);
  return { species: speciesOf(parts, facts, template, preset.shape), own };
};
