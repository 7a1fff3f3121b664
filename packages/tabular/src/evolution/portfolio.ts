import { seededRandom } from "@kaviar/base/random";
import { answerOf } from "../grammar/answer-of.ts";
import type { Facts } from "../grammar/facts.ts";
import { asTheyAre, type Gene, type Genome } from "../grammar/genome.ts";
import type { Role } from "../grammar/grammar.ts";
import { stagesOf } from "../grammar/stages-of.ts";
import { paramsOf, type Species } from "./species.ts";

const genome = (model: Gene, given: Partial<Genome> = {}): Genome => ({
  impute: asTheyAre,
  encode: asTheyAre,
  features: [],
  ...given,
  model,
});

const impute: Gene = { kind: "impute", strategy: "median", indicator: false };
const encode: Gene = { kind: "encode", few: "oneHot", many: "targetEncode", maxLevels: 20 };
const ordinal: Gene = { kind: "encode", few: "ordinal", many: "ordinal", maxLevels: 20 };
const scale: Gene = { kind: "scale" };
const normal: Gene = { kind: "quantile", outputDistribution: "normal" };

const boost = (values: Readonly<Record<string, number>>): Gene => ({
  kind: "boosting",
  trees: 100,
  rate: 0.1,
  leaves: 31,
  minLeaf: 20,
  l2: 0.001,
  subsample: 1,
  colsample: 1,
  ...values,
});

const forest = (
  kind: "randomForest" | "extraTrees",
  { task }: Facts,
  values: Readonly<Record<string, unknown>>,
): Gene => ({
  kind,
  minLeaf: 1,
  maxFeatures: task === "classes" ? 0.3 : 0.6,
  ...(task === "classes" && { criterion: "gini" }),
  bootstrap: kind === "randomForest",
  ...values,
});

const net = (values: Readonly<Record<string, number>>): Gene => ({
  kind: "network",
  epochs: 40,
  rate: 3e-3,
  dropout: 0.1,
  decay: 0.02,
  bins: 16,
  ...values,
});

/** Of more columns than this some are selected first: most models need long for all of them. */
const wide = 1_000;

/** Pipelines that are known to do well on tables, of every family one before a second of any: what is cheap comes first. */
const known = (facts: Facts): readonly Genome[] => {
  const few = facts.rows < 1_000;
  const whole = { impute, encode };
  const scaled = { ...whole, features: [scale] };
  const leaf = few ? 5 : 20;
  const select: Gene = { kind: "selectBest", share: 0.05 };
  const linear: Gene = facts.task === "classes" ? { kind: "logisticRegression", c: 1 } : { kind: "ridge", alpha: 1 };
  const first =
    facts.width > wide
      ? [
          genome(linear, { ...whole, features: [select, scale] }),
          genome(boost({ trees: 60, minLeaf: leaf, rate: 0.07, leaves: 15 }), { ...whole, features: [select] }),
          genome(forest("extraTrees", facts, {}), { impute, encode: ordinal, features: [select] }),
        ]
      : [];
  return [
    genome({ kind: "dummy" }),
    ...first,
    genome(linear, scaled),
    genome(boost({ trees: few ? 60 : 100, minLeaf: leaf, rate: few ? 0.07 : 0.1, leaves: few ? 15 : 31 })),
    genome(forest("extraTrees", facts, {}), { impute, encode: ordinal }),
    genome(forest("randomForest", facts, {}), { impute, encode: ordinal }),
    genome(net({})),
    genome(boost({ trees: 300, rate: 0.03, leaves: 15, minLeaf: leaf, subsample: 0.8, colsample: 0.5, l2: 1 })),
    // As boosting comes: leaves of twenty rows keep it from learning hundreds of columns of few rows by heart.
    ...(few ? [genome(boost({}))] : []),
    facts.task === "classes"
      ? genome({ kind: "logisticRegression", c: 0.05 }, scaled)
      : genome({ kind: "elasticNet", alpha: 0.01, l1Ratio: 0.5 }, scaled),
    genome({ kind: "svm", c: 1, gamma: Math.min(Math.max(1 / facts.width, 1e-4), 10) }, scaled),
    genome(boost({ trees: 200, rate: 0.05, leaves: 6, minLeaf: leaf, subsample: 0.7, colsample: 0.4, l2: 3 })),
    genome(forest("extraTrees", facts, { minLeaf: few ? 2 : 3, maxFeatures: 0.9 }), { impute, encode }),
    genome({ kind: "kNearest", k: few ? 7 : 20, weights: "distance", p: 2 }, { ...whole, features: [normal] }),
    genome(net({ rate: 1.5e-3, dropout: 0.25, bins: 8 })),
    genome(forest("randomForest", facts, { minLeaf: few ? 3 : 5, maxFeatures: 0.15 }), { impute, encode }),
    genome({ kind: "gaussianProcess" }, scaled),
    genome({ kind: "lda", shrinkage: 0.1 }, scaled),
    genome(boost({ trees: 600, rate: 0.02, leaves: 48, minLeaf: leaf, subsample: 0.7, colsample: 0.3, l2: 10 })),
    genome({ kind: "gaussianNaiveBayes", varSmoothing: 1e-9 }, whole),
    genome({ kind: "bayesianRidge" }, { ...whole, features: [normal] }),
  ];
};

/** A pipeline that is tried before others are made of what was scored, and where it comes from. */
export interface First {
  readonly genome: Genome;
  readonly operator: "portfolio" | "warm start";
  /** For people. */
  readonly why: string;
}

/** Pipelines to begin with. */
export interface Portfolio {
  /** What did well in another study; and one of every family, the one that is worth most a second first. */
  readonly first: readonly First[];
  /** Others of these families: when it is a family's turn, they come before its children. */
  readonly later: readonly First[];
}

interface Wanted {
  readonly seed: number;
  /** What would take longer to fit is left out. */
  readonly seconds: number;
  /** What did well in another study. */
  readonly warm: readonly First[];
}

/** Whether the parts of a pipeline say that it can be fitted in so many seconds. */
export const isInTime = (genome: Genome, { parts, facts }: Species, most: number): boolean => {
  let seconds = 0;
  // Each part is asked about the table that comes to it: steps before it may have made many columns, or left few.
  for (const { gene, values, before } of stagesOf(genome, parts, facts)) {
    const rule = parts.get(gene.kind);
    if (rule?.seconds) seconds += answerOf(gene.kind, "seconds", () => rule.seconds!(before, values));
  }
  return seconds <= most;
};

/**
 * Those that the parts of a grammar can make; and right behind the first ones, which everything is compared with, what did
 * well in another study, and each part of the caller's own once, with values drawn for it. A template has places of its own,
 * so none of those that are known fits.
 */
export const portfolioOf = (species: Species, own: readonly string[], { seed, seconds, warm }: Wanted): Portfolio => {
  const can = (genome: Genome): boolean => paramsOf(species, genome) !== undefined;
  const there = warm.filter(({ genome }) => can(genome));
  if (species.isFixed) return { first: there, later: [] };
  const { parts, facts } = species;
  const usual = known(facts)
    .filter(can)
    .flatMap((genome) => [genome, ...shorter(genome)].find((each) => isInTime(each, species, seconds)) ?? []);
  const light = usual.findIndex(({ model }) => parts.get(model.kind)?.light);
  const plain = usual[Math.max(light, 0)];
  const mine = own.flatMap((kind, i) => {
    const rule = parts.get(kind);
    if (!rule || !plain) return [];
    const place = places[rule.role];
    const gene = species.drawKind(place, kind, seededRandom(seed, i));
    return [place === "step" ? { ...plain, features: [gene] } : { ...plain, [place]: gene }];
  });
  const from = (genome: Genome): First => ({ genome, operator: "portfolio", why: "known to do well on tables" });
  const firsts = usual.filter(({ model }, i) => usual.findIndex((other) => other.model.kind === model.kind) === i);
  const first = once([...firsts.slice(0, 2).map(from), ...there, ...[...mine, ...firsts.slice(2)].map(from)], species);
  const later = usual.filter((genome) => !firsts.includes(genome)).map(from);
  return { first, later: once([...first, ...later], species).slice(first.length) };
};

/** Without what stood before. */
const once = (all: readonly First[], species: Species): readonly First[] => {
  const words = all.map(({ genome }) => species.words(genome));
  return all.filter((_, i) => words.indexOf(words[i]!) === i);
};

/** The same with fewer passes over the rows, where its model makes some: better than none of its kind. */
const shorter = ({ model, ...rest }: Genome): readonly Genome[] =>
  "epochs" in model ? [20, 12].map((epochs) => ({ ...rest, model: { ...model, epochs } })) : [];

/** Where a part of each role stands. */
const places = {
  imputer: "impute",
  encoder: "encode",
  scaler: "step",
  selector: "step",
  transformer: "step",
  sampler: "step",
  model: "model",
} as const satisfies Readonly<Record<Role, string>>;
