import { f1 } from "@kaviar/nn";
import * as tabular from "@kaviar/tabular";
import type { ModelSubject } from "@kaviar/tabular/conformance";
import type * as ensembles from "../../src/ensembles/index.ts";
import type * as models from "../../src/models/index.ts";

const members = () => [tabular.ridge(), tabular.kNearest({ k: 9 })];
const classifiers = () => [tabular.gaussianNaiveBayes(), tabular.pipeline(tabular.scale(), tabular.kNearest({ k: 9 }))];

/** The subjects of each model: the rows that it is for, and calls of it. */
export const subjects: Readonly<Record<keyof typeof models | keyof typeof ensembles, readonly ModelSubject[]>> = {
  adaBoost: [
    { make: () => tabular.adaBoost({ trees: 10 }), rows: "gaps" },
    { make: () => tabular.adaBoost({ trees: 8, rate: 0.5, maxDepth: 2, loss: "square" }), rows: "numbers" },
  ],
  bagging: [
    { make: () => tabular.bagging({ members: 4 }), rows: "gaps" },
    { make: () => tabular.bagging({ members: 4, maxFeatures: 2, oobScore: true }), rows: "gaps" },
    {
      make: () => tabular.bagging({ of: [tabular.scale(), tabular.kNearest()], members: 3, maxFeatures: 2 }),
      rows: "numbers",
    },
    {
      make: () => tabular.bagging({ balanced: true, bootstrap: false, members: 3 }),
      rows: "numbers",
      tasks: ["classes"],
    },
  ],
  bayesianRidge: [{ make: () => tabular.bayesianRidge(), rows: "numbers", weights: true }],
  bernoulliNaiveBayes: [
    { make: () => tabular.bernoulliNaiveBayes(), rows: "numbers", weights: true },
    { make: () => tabular.bernoulliNaiveBayes({ binarize: 2, fitPrior: false }), rows: "counts", weights: true },
  ],
  boosting: [
    { make: () => tabular.boosting({ trees: 20, minLeaf: 3 }), rows: "mixed" },
    { make: () => tabular.boosting({ trees: 20, minLeaf: 5, subsample: 0.7, colsample: 0.5 }), rows: "numbers" },
    { make: () => tabular.boosting({ trees: 20, loss: "absolute", minLeaf: 3 }), rows: "gaps", tasks: ["numbers"] },
    { make: () => tabular.boosting({ trees: 40, minLeaf: 3, earlyStopping: 5 }), rows: "mixed" },
  ],
  calibrate: (["sigmoid", "isotonic", "temperature"] as const).map((method) => ({
    make: () => tabular.calibrate(tabular.pipeline(tabular.scale(), tabular.gaussianNaiveBayes()), { method }),
    rows: "numbers",
  })),
  decisionTree: [
    { make: () => tabular.decisionTree(), rows: "numbers", weights: true },
    { make: () => tabular.decisionTree({ maxDepth: 3 }), rows: "gaps" },
  ],
  dummy: [
    { make: () => tabular.dummy(), rows: "mixed", weights: true },
    { make: () => tabular.dummy({ strategy: "median" }), rows: "numbers", tasks: ["numbers"], weights: true },
  ],
  elasticNet: [
    { make: () => tabular.elasticNet({ alpha: 0.01 }), rows: "numbers", weights: true },
    { make: () => tabular.elasticNet({ alpha: 0.001, positive: true }), rows: "numbers", weights: true },
  ],
  extraTrees: [
    { make: () => tabular.extraTrees({ trees: 10 }), rows: "gaps" },
    { make: () => tabular.extraTrees({ trees: 5, bootstrap: true, maxDepth: 4 }), rows: "numbers" },
  ],
  gaussianNaiveBayes: [{ make: () => tabular.gaussianNaiveBayes(), rows: "numbers", weights: true }],
  gaussianProcess: [
    { make: () => tabular.gaussianProcess(), rows: "numbers" },
    {
      make: () => tabular.gaussianProcess({ kernel: "matern", nu: 2.5, lengthScale: 5, optimize: false }),
      rows: "counts",
    },
  ],
  isolationForest: [
    { make: () => tabular.isolationForest({ trees: 20 }), rows: "gaps" },
    {
      make: () => tabular.isolationForest({ trees: 5, maxSamples: 0.3, maxFeatures: 2, bootstrap: true }),
      rows: "numbers",
    },
  ],
  kNearest: [
    { make: () => tabular.kNearest(), rows: "numbers" },
    { make: () => tabular.kNearest({ weights: "distance", p: 1, k: 3 }), rows: "numbers" },
    { make: () => tabular.kNearest({ weights: "distance", k: 6 }), rows: "counts" },
    { make: () => tabular.kNearest({ weights: "distance", p: 3 }), rows: "numbers" },
  ],
  lasso: [{ make: () => tabular.lasso({ alpha: 0.01 }), rows: "numbers", weights: true }],
  lda: [
    { make: () => tabular.lda(), rows: "numbers", weights: true },
    { make: () => tabular.lda({ shrinkage: "auto" }), rows: "numbers", weights: true },
  ],
  linearRegression: [
    { make: () => tabular.linearRegression(), rows: "numbers", weights: true },
    { make: () => tabular.linearRegression({ positive: true }), rows: "numbers", weights: true },
  ],
  linearSvm: [
    { make: () => tabular.linearSvm(), rows: "numbers", weights: true },
    { make: () => tabular.linearSvm({ loss: "hinge", c: 0.1 }), rows: "numbers", tasks: ["classes"], weights: true },
  ],
  logisticRegression: [
    { make: () => tabular.logisticRegression(), rows: "numbers", weights: true },
    { make: () => tabular.logisticRegression({ l1Ratio: 0.5, c: 0.5 }), rows: "numbers", weights: true },
  ],
  multinomialNaiveBayes: [{ make: () => tabular.multinomialNaiveBayes(), rows: "counts", weights: true }],
  // What it says is computed in float32, by products whose last bits depend on how many rows there are.
  network: [{ make: () => tabular.network({ members: 3, hidden: [8], epochs: 3 }), rows: "mixed", tolerance: 1e-5 }],
  qda: [{ make: () => tabular.qda({ regParam: 0.1 }), rows: "numbers", weights: true }],
  randomForest: [
    { make: () => tabular.randomForest({ trees: 10 }), rows: "gaps" },
    { make: () => tabular.randomForest({ trees: 10, oobScore: true }), rows: "gaps" },
    {
      make: () => tabular.randomForest({ trees: 5, bootstrap: false, maxFeatures: "all" }),
      rows: "numbers",
      weights: true,
    },
  ],
  ridge: [
    { make: () => tabular.ridge(), rows: "numbers", weights: true },
    { make: () => tabular.ridge({ positive: true }), rows: "numbers", weights: true },
  ],
  sgd: [
    { make: () => tabular.sgd({ maxIter: 20 }), rows: "numbers" },
    {
      make: () => tabular.sgd({ loss: "modifiedHuber", rate: 1e-4, schedule: "constant" }),
      rows: "numbers",
      tasks: ["classes"],
    },
  ],
  svm: [
    { make: () => tabular.svm(), rows: "numbers" },
    { make: () => tabular.svm({ gamma: 0.01, tol: 1e-8 }), rows: "numbers", weights: true },
    { make: () => tabular.svm({ kernel: "poly", gamma: 0.01, coef0: 1, tol: 1e-8 }), rows: "counts", weights: true },
  ],
  tuneThreshold: [{ make: () => tabular.tuneThreshold(tabular.lda(), { metric: f1 }), rows: "numbers", classes: [2] }],
  greedyEnsemble: [
    { make: () => tabular.greedyEnsemble(members(), { rounds: 5 }), rows: "numbers" },
    { make: () => tabular.greedyEnsemble(classifiers(), { rounds: 5 }), rows: "numbers" },
    { make: () => tabular.greedyEnsemble(classifiers(), { rounds: 5, bags: 3 }), rows: "numbers" },
  ],
  stacking: [
    { make: () => tabular.stacking(members()), rows: "numbers" },
    { make: () => tabular.stacking(classifiers(), { passthrough: true }), rows: "numbers" },
  ],
  voting: [
    { make: () => tabular.voting(members()), rows: "numbers" },
    { make: () => tabular.voting(classifiers(), { vote: "hard" }), rows: "numbers" },
  ],
};
