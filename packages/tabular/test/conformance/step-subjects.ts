import * as tabular from "@kaviar/tabular";
import type { StepSubject } from "@kaviar/tabular/conformance";
import type * as steps from "../../src/steps/index.ts";

/** The subjects of each step: the rows that it is for, and calls of it. */
export const subjects: Readonly<Record<keyof typeof steps, readonly StepSubject[]>> = {
  zScore: [{ make: () => tabular.zScore({ withStd: false }), rows: "gaps" }],
  robust: [
    { make: () => tabular.robust(), rows: "gaps" },
    { make: () => tabular.robust({ quantileRange: [10, 90], unitVariance: true }), rows: "mixed" },
  ],
  quantile: [
    { make: () => tabular.quantile(), rows: "gaps" },
    { make: () => tabular.quantile({ nQuantiles: 7, outputDistribution: "normal" }), rows: "mixed" },
    { make: () => tabular.quantile(), rows: "counts" },
    { make: () => tabular.union([tabular.power(), tabular.quantile()]), rows: "counts" },
  ],
  power: [
    { make: () => tabular.power(), rows: "gaps" },
    { make: () => tabular.power({ standardize: false }), rows: "mixed" },
    { make: () => tabular.forColumns(["z"], tabular.power({ method: "boxCox" })), rows: "numbers" },
  ],
  polynomial: [
    { make: () => tabular.polynomial({ degree: 3 }), rows: "gaps" },
    { make: () => tabular.polynomial({ interactionOnly: true, includeBias: true }), rows: "mixed" },
  ],
  minMax: [
    { make: () => tabular.minMax(), rows: "gaps" },
    { make: () => tabular.minMax({ featureRange: [-2, 5], clip: true }), rows: "mixed" },
  ],
  maxAbs: [{ make: () => tabular.maxAbs(), rows: "gaps" }],
  interactions: [{ make: () => tabular.interactions(), rows: "mixed" }],
  bins: [
    { make: () => tabular.bins(), rows: "gaps" },
    { make: () => tabular.bins({ nBins: 3, strategy: "kmeans", encode: "ordinal" }), rows: "mixed" },
    { make: () => tabular.bins({ nBins: 4, strategy: "uniform" }), rows: "counts" },
    { make: () => tabular.union([tabular.dateParts(), tabular.bins()]), rows: "dates" },
    { make: () => tabular.union([tabular.power(), tabular.bins()]), rows: "counts" },
  ],
  oversample: [{ make: () => tabular.oversample(), rows: "mixed" }],
  dateParts: [
    { make: () => tabular.dateParts(), rows: "dates" },
    { make: () => tabular.dateParts({ parts: ["month", "hour"], cyclic: false }), rows: "dates" },
  ],
  encode: [
    { make: () => tabular.encode(), rows: "mixed" },
    { make: () => tabular.encode(), rows: "dates" },
    { make: () => tabular.encode(), rows: "words" },
    { make: () => tabular.encode({ maxLevels: 1 }), rows: "mixed", task: "numbers" },
    { make: () => tabular.encode({ maxLevels: 2, many: "hashing", few: "ordinal" }), rows: "mixed" },
  ],
  forColumns: [
    { make: () => tabular.forColumns("texts", tabular.impute(), tabular.targetEncode()), rows: "mixed" },
    { make: () => tabular.forColumns(["numbers"], tabular.impute(), tabular.scale()), rows: "mixed" },
  ],
  hashing: [
    { make: () => tabular.hashing({ nFeatures: 5 }), rows: "mixed" },
    { make: () => tabular.hashing({ nFeatures: 5, numbers: true }), rows: "counts" },
  ],
  impute: [
    { make: () => tabular.impute(), rows: "mixed" },
    { make: () => tabular.impute({ strategy: "median", indicator: true }), rows: "mixed" },
    { make: () => tabular.impute({ strategy: "mostFrequent" }), rows: "mixed" },
    { make: () => tabular.impute({ infinite: true, indicator: true }), rows: "mixed" },
    { make: () => tabular.impute({ strategy: "constant", fillValue: -1, level: "none" }), rows: "numbers" },
  ],
  oneHot: [
    { make: () => tabular.oneHot(), rows: "mixed" },
    { make: () => tabular.oneHot({ numbers: true }), rows: "counts" },
    { make: () => tabular.oneHot({ drop: "first", maxCategories: 2 }), rows: "mixed" },
  ],
  ordinal: [
    { make: () => tabular.ordinal(), rows: "mixed" },
    { make: () => tabular.ordinal({ numbers: true, unknownValue: -2 }), rows: "mixed" },
  ],
  predictions: [
    { make: () => tabular.predictions(tabular.gaussianNaiveBayes()), rows: "numbers" },
    { make: () => tabular.predictions(tabular.decisionTree({ maxDepth: 3 }), { keep: false }), rows: "numbers" },
  ],
  recursiveElimination: [
    { make: () => tabular.recursiveElimination({ model: tabular.decisionTree(), k: 2 }), rows: "numbers" },
  ],
  scale: [
    { make: () => tabular.scale(), rows: "numbers" },
    { make: () => tabular.scale({ withMean: false }), rows: "mixed" },
  ],
  selectBest: [{ make: () => tabular.selectBest({ k: 2 }), rows: "numbers" }],
  selectByModel: [{ make: () => tabular.selectByModel({ model: tabular.decisionTree() }), rows: "numbers" }],
  selectFalseDiscovery: [{ make: () => tabular.selectFalseDiscovery(), rows: "numbers" }],
  selectVariance: [{ make: () => tabular.selectVariance(), rows: "numbers" }],
  smote: [
    { make: () => tabular.smote(), rows: "numbers" },
    { make: () => tabular.smote({ k: 2 }), rows: "texts" },
  ],
  undersample: [{ make: () => tabular.undersample({ strategy: 0.5 }), rows: "mixed" }],
  targetEncode: [
    { make: () => tabular.targetEncode(), rows: "mixed" },
    { make: () => tabular.targetEncode({ numbers: true }), rows: "mixed" },
    { make: () => tabular.targetEncode({ smooth: 3 }), rows: "mixed", task: "numbers" },
  ],
  textFeatures: [{ make: () => tabular.textFeatures({ maxWords: 3 }), rows: "words" }],
  union: [
    { make: () => tabular.union([], tabular.scale(), [tabular.impute(), tabular.ordinal()]), rows: "mixed" },
    { make: () => tabular.union(tabular.selectVariance(), []), rows: "numbers" },
  ],
  agglomerate: [
    { make: () => tabular.agglomerate(), rows: "numbers" },
    { make: () => tabular.agglomerate({ pooling: "median", linkage: "complete" }), rows: "counts" },
  ],
  nystroem: [
    { make: () => tabular.nystroem({ nComponents: 8 }), rows: "numbers" },
    { make: () => tabular.nystroem({ nComponents: 5, kernel: "laplacian" }), rows: "counts" },
    { make: () => tabular.nystroem({ nComponents: 4, kernel: "cosine" }), rows: "numbers" },
  ],
  pca: [
    { make: () => tabular.pca(), rows: "numbers" },
    { make: () => tabular.pca({ nComponents: 2, whiten: true }), rows: "counts" },
  ],
  randomFourier: [{ make: () => tabular.randomFourier({ gamma: "scale", nComponents: 10 }), rows: "numbers" }],
  truncatedSvd: [{ make: () => tabular.truncatedSvd(), rows: "counts" }],
};
