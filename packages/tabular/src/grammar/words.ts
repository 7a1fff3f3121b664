import { complete } from "./complete.ts";
import type { Facts } from "./facts.ts";
import { type Gene, type Genome, isAsTheyAre, isBag, isPredictions, isStack, isUnion } from "./genome.ts";
import type { Parts } from "./grammar.ts";

/** A pipeline in words, `impute → encode → boosting(trees 300, rate 0.05)`: the same words for the same pipeline. */
export const wordsOf = (genome: Genome, parts: Parts, facts: Facts): string => {
  const { impute, encode, features, model } = complete(genome, parts, facts);
  return [impute, encode, ...features, model]
    .filter((gene) => !isAsTheyAre(gene))
    .map(geneWords)
    .join(" → ");
};

/** A part in words, with those inside it. */
export const geneWords = (gene: Gene): string => {
  if (isUnion(gene)) return `union(${[...(gene.keep ? ["all"] : []), ...gene.branches.map(geneWords)].join(", ")})`;
  if (isPredictions(gene)) return `predictions(${geneWords(gene.model)})`;
  if (isStack(gene)) {
    const { members, final, passthrough } = gene;
    return `stack(${members.map(geneWords).join(", ")} by ${geneWords(final)}${passthrough ? ", all" : ""})`;
  }
  if (isBag(gene)) return `bag(${geneWords(gene.of)}, ${valueWords("rows", gene.rows)})`;
  const { kind, ...values } = gene;
  const shown = Object.entries(values).flatMap(([name, value]) => valueWords(name, value));
  return shown.length > 0 ? `${kind}(${shown.join(", ")})` : kind;
};

/** A text says by itself what it is of; what is off is not mentioned. */
const valueWords = (name: string, value: unknown): readonly string[] => {
  if (value === undefined || value === false) return [];
  if (value === true) return [name];
  if (typeof value === "number") return [`${name} ${Number(value.toPrecision(3))}`];
  return [String(value)];
};
