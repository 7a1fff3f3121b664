/** One part of a pipeline, as the search sees it: its name in the grammar, and the values of its ranges. */
export interface Gene {
  readonly kind: string;
  readonly [name: string]: unknown;
}

/** A pipeline as a point of the search: what a space of `spaceOf` decodes. */
export interface Genome {
  readonly impute: Gene;
  readonly encode: Gene;
  readonly features: readonly Gene[];
  readonly model: Gene;
}

/** The name, in the places of imputers and encoders, of leaving the columns as they are. */
export const asTheyAre: Gene = Object.freeze({ kind: "asTheyAre" });

export const isAsTheyAre = ({ kind }: Gene): boolean => kind === asTheyAre.kind;

/** Branches side by side, and beside them the columns as they were where these are kept. */
export interface UnionGene extends Gene {
  readonly kind: "union";
  readonly branches: readonly Gene[];
  readonly keep: boolean;
}

/** What a model says of rows that it was not fitted to, as columns. */
export interface PredictionsGene extends Gene {
  readonly kind: "predictions";
  readonly model: Gene;
}

/** Models side by side, and one that learns from what they say of rows held out from them; beside that from all columns. */
export interface StackGene extends Gene {
  readonly kind: "stack";
  readonly members: readonly Gene[];
  readonly final: Gene;
  readonly passthrough: boolean;
}

/** Several of one model, each fitted to so much of the rows. */
export interface BagGene extends Gene {
  readonly kind: "bag";
  readonly of: Gene;
  readonly rows: number;
}

export const isUnion = (gene: Gene): gene is UnionGene => gene.kind === "union";
export const isPredictions = (gene: Gene): gene is PredictionsGene => gene.kind === "predictions";
export const isStack = (gene: Gene): gene is StackGene => gene.kind === "stack";
export const isBag = (gene: Gene): gene is BagGene => gene.kind === "bag";

/** Names that are no parts': genes that hold others. */
export const holders: readonly string[] = ["union", "predictions", "stack", "bag"];

export const isHolder = ({ kind }: Gene): boolean => holders.includes(kind);

/** The genes inside of one. */
export const innerOf = (gene: Gene): readonly Gene[] => {
  if (isUnion(gene)) return gene.branches;
  if (isPredictions(gene)) return [gene.model];
  if (isBag(gene)) return [gene.of];
  return isStack(gene) ? [...gene.members, gene.final] : [];
};

/** The genome that a point of a space of `spaceOf` is: of a template, its places are numbered. */
export const genomeFrom = (values: unknown): Genome => {
  const { impute, encode, features = [], model } = values as Genome & { readonly features?: unknown };
  return { impute, encode, features: Object.values(features) as readonly Gene[], model };
};

/** A gene and the genes inside it. */
const withInner = (gene: Gene): readonly Gene[] => [gene, ...innerOf(gene).flatMap(withInner)];

/** The genes of a genome that stand for a part, in the order in which data pass them. */
export const genesOf = ({ impute, encode, features, model }: Genome): readonly Gene[] => [
  ...[impute, encode].filter((gene) => !isAsTheyAre(gene)),
  ...features.flatMap(withInner),
  ...withInner(model),
];

/** How many parts a pipeline has: what it costs whoever reads it. */
export const complexityOf = (genome: Genome): number => genesOf(genome).length;
