import type { Facts } from "./facts.ts";
import { asTheyAre, type Gene, type Genome, innerOf, isAsTheyAre, isStack } from "./genome.ts";
import type { Parts, Takes } from "./grammar.ts";
import { settledEncoding, settledImputer } from "./idle-values.ts";

const strictness: Readonly<Record<Takes, number>> = { anything: 0, numbers: 1, "complete numbers": 2 };

/** What a gene takes: the strictest of the parts in it. */
const takenBy = (gene: Gene, parts: Parts): Takes => {
  // The last of a stack sees the columns where they are passed on to it.
  const inner = isStack(gene) && !gene.passthrough ? gene.members : innerOf(gene);
  const all = inner.length > 0 ? inner.map((each) => takenBy(each, parts)) : [ownTakes(gene, parts)];
  return all.reduce((a, b) => (strictness[b] > strictness[a] ? b : a), "anything");
};

const ownTakes = ({ kind }: Gene, parts: Parts): Takes => parts.get(kind)?.takes ?? "complete numbers";

/**
 * The same pipeline, with what its parts need and nothing before them gives: numbers where there are texts or dates, and
 * something in the place of what is missing. The training rows may miss nothing where later ones do, so whoever takes
 * complete numbers has always somebody before who fills gaps. What changes nothing is left out: two genomes that are the
 * same pipeline become one.
 */
export const complete = (given: Genome, parts: Parts, facts: Facts): Genome => {
  const genome = withoutIdle(given, parts);
  const needs = [...genome.features, genome.model].map((gene) => takenBy(gene, parts));
  const needsNumbers = needs.some((taken) => taken !== "anything");
  // What works on numbers leaves gaps as they are, but an infinite value is none.
  const needsAll = needs.includes("complete numbers") || (needsNumbers && facts.infinite > 0);
  const hasTexts = facts.categories.length + facts.freeTexts + facts.dates > 0;
  const impute = needsAll && isAsTheyAre(genome.impute) ? usual("imputer", parts) : genome.impute;
  const encode = !hasTexts
    ? asTheyAre
    : needsNumbers && isAsTheyAre(genome.encode)
      ? usual("encoder", parts)
      : genome.encode;
  return {
    ...genome,
    impute: needsAll || facts.missing + facts.infinite > 0 ? settledImputer(impute, facts) : asTheyAre,
    encode: settledEncoding(encode, facts),
  };
};

/** Without scalers that change nothing: before a model to which only the order of values matters, and before another scaler. */
const withoutIdle = (genome: Genome, parts: Parts): Genome => {
  const isScaler = (gene: Gene | undefined) => gene !== undefined && parts.get(gene.kind)?.role === "scaler";
  const { features, model } = genome;
  const kept = features.filter((gene, i) => !(isScaler(gene) && isScaler(features[i + 1]) && isLinear(gene)));
  while (parts.get(model.kind)?.ordinal && isScaler(kept.at(-1))) kept.pop();
  return kept.length === features.length ? genome : { ...genome, features: kept };
};

/** Whether a scaler only moves and stretches: one that comes right behind it undoes that. */
const isLinear = ({ kind }: Gene): boolean => ["scale", "minMax", "maxAbs", "robust"].includes(kind);

/** The first part of a role, as it comes: what is put in where somebody has to be. */
const usual = (role: "imputer" | "encoder", parts: Parts): Gene => {
  for (const [kind, rule] of parts) if (rule.role === role) return { kind };
  return asTheyAre;
};
