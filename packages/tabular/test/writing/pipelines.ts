import { normal, seededRandom } from "@kaviar/base/random";
import { balancedAccuracy, f1, logLoss, type Metric, rmse, rocAuc } from "@kaviar/nn";
import * as tabular from "@kaviar/tabular";

const {
  boosting,
  calibrate,
  encode,
  forColumns,
  greedyEnsemble,
  impute,
  kNearest,
  logisticRegression,
  oneHot,
  pipeline,
  predictions,
  quantile,
  randomForest,
  ridge,
  scale,
  selectByModel,
  smote,
  stacking,
  targetEncode,
  tuneThreshold,
  union,
  voting,
} = tabular;

/** Rows with an id, numbers of which some are missing, categories, a class, a number to predict, groups. */
export const rowsOf = (rows: number, seed = 1) => {
  const random = seededRandom(seed, 0);
  return Array.from({ length: rows }, (_, row) => {
    const plan = ["basic", "plus", "pro"][Math.floor(3 * random())]!;
    const calls = Math.floor(9 * random());
    const income = normal(random);
    const signal = calls / 3 + income + (plan === "pro" ? 1 : 0) + 0.5 * normal(random);
    return {
      phone: `p${row}x${seed}`,
      calls,
      income: random() < 0.1 ? null : income,
      plan,
      shop: Math.floor(random() * 20),
      churned: signal > 2 ? "yes" : "no",
      spent: signal,
    };
  });
};

/** The same as a CSV file. */
export const csv = (rows: number, seed = 1): string => {
  const all = rowsOf(rows, seed);
  return [Object.keys(all[0]!).join(","), ...all.map((row) => Object.values(row).join(",")), ""].join("\n");
};

interface Example {
  readonly pipeline: tabular.Pipeline;
  readonly metric: Metric;
  readonly target?: "spent";
  readonly group?: "shop";
  /** A share, or the name of a file. */
  readonly holdout?: number | string;
  /** How many of the other rows were drawn for the search. */
  readonly searched?: number;
  readonly calibrate?: "temperature";
  readonly threshold?: Metric;
}

/** Pipelines such as a search finds: of different steps, models and ensembles, inside of each other. */
export const examples: Readonly<Record<string, Example>> = {
  "all by default": { pipeline: pipeline(impute(), encode(), scale(), logisticRegression()), metric: rocAuc },
  "many options": {
    pipeline: pipeline(
      impute({ strategy: "median", indicator: true }),
      targetEncode({ smooth: 3 }),
      boosting({ trees: 15, rate: 0.07, leaves: 9, minLeaf: 3, subsample: 0.8, colsample: 0.9, l2: 1e-7 }),
    ),
    metric: logLoss,
  },
  "numbers to predict": {
    pipeline: pipeline(impute(), encode(), ridge({ alpha: 0.25 })),
    metric: rmse,
    target: "spent",
  },
  "branches, and predictions as columns": {
    pipeline: pipeline(
      impute(),
      encode(),
      union([], [quantile({ nQuantiles: 20 }), scale()], scale({ withMean: false })),
      predictions(kNearest({ k: 7, weights: "distance" }), { folds: 3 }),
      logisticRegression({ c: Infinity, maxIter: 200 }),
    ),
    metric: rocAuc,
  },
  "steps for some columns": {
    pipeline: pipeline(
      forColumns(["calls", "income"], impute({ strategy: "constant", fillValue: -1 }), scale()),
      forColumns("category", oneHot({ drop: "first" })),
      kNearest(),
    ),
    metric: rocAuc,
  },
  "models that vote": {
    pipeline: pipeline(
      voting([boosting({ trees: 5, minLeaf: 3 }), [impute(), encode(), logisticRegression()]], { weights: [1, 2] }),
    ),
    metric: logLoss,
  },
  "models that are stacked": {
    pipeline: pipeline(
      impute(),
      encode(),
      stacking([pipeline(scale(), kNearest()), randomForest({ trees: 8 })], { folds: 3, passthrough: true }),
    ),
    metric: rocAuc,
  },
  "columns that a model chose": {
    pipeline: pipeline(
      impute(),
      encode(),
      selectByModel({ model: randomForest({ trees: 5, maxFeatures: "all" }), threshold: "median" }),
      smote({ k: 3 }),
      calibrate(logisticRegression(), { folds: 3 }),
    ),
    metric: logLoss,
  },
  "rows in groups, an ensemble": {
    pipeline: pipeline(
      impute(),
      encode(),
      greedyEnsemble([logisticRegression(), boosting({ trees: 5, minLeaf: 3 })], { rounds: 5, metric: logLoss }),
    ),
    metric: rocAuc,
    group: "shop",
  },
  "rows held back": {
    pipeline: pipeline(impute(), encode(), tuneThreshold(logisticRegression({ c: 0.125 }), { folds: 3 })),
    metric: balancedAccuracy,
    holdout: 0.25,
  },
  "some of the rows that are not held back": {
    pipeline: pipeline(impute(), encode(), logisticRegression()),
    metric: rocAuc,
    holdout: 0.25,
    searched: 60,
  },
  "rows of another file, calibrated afterwards": {
    pipeline: pipeline(impute(), encode(), boosting({ trees: 5, minLeaf: 3 })),
    metric: logLoss,
    holdout: "later.csv",
    calibrate: "temperature",
    threshold: f1,
  },
};
