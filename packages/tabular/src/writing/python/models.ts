import { type Code, list } from "@kaviar/base/code";
import type * as ensembles from "../../ensembles/index.ts";
import { chainOf, type Member } from "../../fitting/member.ts";
import type * as models from "../../models/index.ts";
import { boostingTwin } from "./boosting.ts";
import { withoutMissing } from "./columns.ts";
import { scoringOf } from "./metrics.ts";
import { hasScoresOnly } from "./probabilities.ts";
import { byTask, given, keyword, literal, make, type Python, seeded, type Value } from "./python.ts";
import { noTwin, type Twin } from "./twin.ts";

const linear = "sklearn.linear_model";
const ensemble = "sklearn.ensemble";
const bayes = "sklearn.naive_bayes";

type Items = readonly (readonly Code[])[];

const columnCount = (given: string | number | undefined, usual: Value): readonly Code[] =>
  keyword("max_features", given === "all" ? (usual === null ? undefined : 1.0) : given, usual);

const criteria = {
  gini: "gini",
  entropy: "entropy",
  squared: "squared_error",
  absolute: "absolute_error",
  poisson: "poisson",
} as const;

interface Growth {
  readonly criterion?: keyof typeof criteria;
  readonly maxDepth?: number;
  readonly minSplit?: number;
  readonly minLeaf?: number;
  readonly leaves?: number;
  readonly minImpurityDecrease?: number;
}

const growth = ({ criterion, maxDepth, minSplit, minLeaf, leaves, minImpurityDecrease }: Growth): Items => [
  keyword("criterion", criterion && criteria[criterion], "gini"),
  keyword("max_depth", maxDepth),
  keyword("min_samples_split", minSplit, 2),
  keyword("min_samples_leaf", minLeaf, 1),
  keyword("max_leaf_nodes", leaves),
  keyword("min_impurity_decrease", minImpurityDecrease, 0),
];

const forest =
  (classes: string, numbers: string, drawn: boolean) =>
  (options: models.RandomForestOptions & models.ExtraTreesOptions, py: Python): Code =>
    byTask(
      py,
      ensemble,
      classes,
      numbers,
      keyword("n_estimators", options.trees, 100),
      ...growth(options),
      columnCount(options.maxFeatures, py.task === "classes" ? "sqrt" : 1),
      keyword("bootstrap", options.bootstrap, drawn),
      keyword("max_samples", options.maxSamples),
      ["n_jobs=-1"],
      seeded(py),
    );

const penalized = ({ alpha, positive, fitIntercept, maxIter }: models.LassoOptions): Items => [
  keyword("alpha", alpha, 1),
  keyword("positive", positive, false),
  keyword("fit_intercept", fitIntercept, true),
  keyword("max_iter", maxIter, 1000),
];

const naive = ({ alpha, fitPrior, classPrior }: models.MultinomialNaiveBayesOptions): Items => [
  keyword("alpha", alpha, 1),
  keyword("fit_prior", fitPrior, true),
  keyword("class_prior", classPrior),
];

const losses: Readonly<Record<string, string>> = {
  log: "log_loss",
  modifiedHuber: "modified_huber",
  squaredHinge: "squared_hinge",
  squared: "squared_error",
  epsilonInsensitive: "epsilon_insensitive",
  squaredEpsilonInsensitive: "squared_epsilon_insensitive",
};

const word = (name: string | undefined): string | undefined =>
  name === undefined ? undefined : (losses[name] ?? name);

/** `("model1", …)`, for each member. */
const named = (members: readonly Member[], py: Python): Code =>
  list(
    members.map((member, i) => ({
      before: "",
      open: "(",
      close: ")",
      pad: "",
      items: [`"model${i + 1}"`, py.part(member)],
    })),
  );

const strategies: Readonly<Record<string, string>> = { mostFrequent: "most_frequent" };

interface WithModel {
  readonly model: Member;
}

interface WithMembers {
  readonly members: readonly Member[];
}

/** Every model and ensemble, under the name that it is exported by. */
export const modelTwins = {
  adaBoost: ({ trees, rate, maxDepth, loss }: models.AdaBoostOptions, py) => {
    withoutMissing("adaBoost", py);
    const tree = byTask(
      py,
      "sklearn.tree",
      "DecisionTreeClassifier",
      "DecisionTreeRegressor",
      keyword("max_depth", maxDepth),
    );
    return byTask(
      py,
      ensemble,
      "AdaBoostClassifier",
      "AdaBoostRegressor",
      maxDepth === undefined ? [] : [tree],
      keyword("n_estimators", trees, 50),
      keyword("learning_rate", rate, 1),
      py.task === "classes" ? [] : keyword("loss", loss, "linear"),
      seeded(py),
    );
  },
  bagging: (options: models.BaggingOptions, py) => {
    const { of, members, maxSamples, maxFeatures, bootstrap, bootstrapFeatures, balanced } = options;
    if (balanced) throw noTwin("bagging", "Balanced, it is imbalanced-learn's BalancedBaggingClassifier.");
    return byTask(
      py,
      ensemble,
      "BaggingClassifier",
      "BaggingRegressor",
      of ? [py.part(of)] : [],
      keyword("n_estimators", members, 10),
      keyword("max_samples", maxSamples),
      keyword("max_features", maxFeatures),
      keyword("bootstrap", bootstrap, true),
      keyword("bootstrap_features", bootstrapFeatures, false),
      seeded(py),
    );
  },
  bayesianRidge: (options: models.BayesianRidgeOptions, py) =>
    make(
      py,
      linear,
      "BayesianRidge",
      keyword("max_iter", options.maxIter, 300),
      keyword("tol", options.tol, 1e-3),
      keyword("alpha_1", options.alpha1, 1e-6),
      keyword("alpha_2", options.alpha2, 1e-6),
      keyword("lambda_1", options.lambda1, 1e-6),
      keyword("lambda_2", options.lambda2, 1e-6),
      keyword("alpha_init", options.alphaInit),
      keyword("lambda_init", options.lambdaInit),
      keyword("fit_intercept", options.fitIntercept, true),
    ),
  bernoulliNaiveBayes: ({ binarize, ...options }: models.BernoulliNaiveBayesOptions, py) =>
    make(py, bayes, "BernoulliNB", ...naive(options), keyword("binarize", binarize, 0)),
  boosting: boostingTwin,
  calibrate: ({ model, method = "sigmoid", folds }: models.CalibrateOptions & WithModel, py) =>
    make(
      py,
      "sklearn.calibration",
      "CalibratedClassifierCV",
      [py.part(model)],
      keyword("method", method, "sigmoid"),
      keyword("cv", folds, 5),
      ["ensemble=False"],
    ),
  decisionTree: ({ maxFeatures, ccpAlpha, ...options }: models.DecisionTreeOptions, py) =>
    byTask(
      py,
      "sklearn.tree",
      "DecisionTreeClassifier",
      "DecisionTreeRegressor",
      ...growth(options),
      columnCount(maxFeatures, null),
      keyword("ccp_alpha", ccpAlpha, 0),
      seeded(py),
    ),
  dummy: ({ strategy, constant, quantile }: models.DummyOptions, py) =>
    byTask(
      py,
      "sklearn.dummy",
      "DummyClassifier",
      "DummyRegressor",
      keyword("strategy", strategy && (strategies[strategy] ?? strategy), py.task === "classes" ? "prior" : "mean"),
      keyword("constant", constant),
      keyword("quantile", quantile),
    ),
  elasticNet: ({ l1Ratio, ...options }: models.ElasticNetOptions, py) =>
    make(py, linear, "ElasticNet", ...penalized(options), keyword("l1_ratio", l1Ratio, 0.5)),
  extraTrees: forest("ExtraTreesClassifier", "ExtraTreesRegressor", false),
  gaussianNaiveBayes: ({ varSmoothing, priors }: models.GaussianNaiveBayesOptions, py) =>
    make(py, bayes, "GaussianNB", keyword("priors", priors), keyword("var_smoothing", varSmoothing, 1e-9)),
  gaussianProcess:
    "Its noise and its kernels are learned from other starts and bounds than those of GaussianProcessRegressor.",
  greedyEnsemble: "scikit-learn chooses no members by rows held out: see VotingClassifier with weights.",
  isolationForest: "It learns without a target, by which cross_val_score could score it.",
  kNearest: ({ k, weights, p }: models.KNearestOptions, py) =>
    byTask(
      py,
      "sklearn.neighbors",
      "KNeighborsClassifier",
      "KNeighborsRegressor",
      keyword("n_neighbors", k, 5),
      keyword("weights", weights, "uniform"),
      keyword("p", p, 2),
    ),
  lasso: (options: models.LassoOptions, py) => make(py, linear, "Lasso", ...penalized(options)),
  lda: ({ solver, shrinkage, priors, tol }: models.LdaOptions, py) =>
    make(
      py,
      "sklearn.discriminant_analysis",
      "LinearDiscriminantAnalysis",
      keyword("solver", solver ?? (shrinkage === undefined ? "svd" : "lsqr"), "svd"),
      keyword("shrinkage", shrinkage),
      keyword("priors", priors),
      keyword("tol", tol, 1e-4),
    ),
  linearRegression: ({ fitIntercept }: models.LinearRegressionOptions, py) =>
    make(py, linear, "LinearRegression", keyword("fit_intercept", fitIntercept, true)),
  linearSvm: ({ c, loss, epsilon, fitIntercept, interceptScaling, maxIter }: models.LinearSvmOptions, py) =>
    byTask(
      py,
      "sklearn.svm",
      "LinearSVC",
      "LinearSVR",
      keyword("C", c, 1),
      keyword("loss", word(loss), py.task === "classes" ? "squared_hinge" : "epsilon_insensitive"),
      py.task === "classes" ? [] : keyword("epsilon", epsilon, 0),
      keyword("fit_intercept", fitIntercept, true),
      keyword("intercept_scaling", interceptScaling, 1),
      keyword("max_iter", maxIter, 1000),
      seeded(py),
    ),
  logisticRegression: ({ c, l1Ratio = 0, fitIntercept, maxIter }: models.LogisticRegressionOptions, py) =>
    make(
      py,
      linear,
      "LogisticRegression",
      keyword("C", c, 1),
      l1Ratio > 0 ? [`l1_ratio=${literal(l1Ratio)}`, 'solver="saga"'] : [],
      keyword("fit_intercept", fitIntercept, true),
      keyword("max_iter", maxIter, 100),
    ),
  multinomialNaiveBayes: (options: models.MultinomialNaiveBayesOptions, py) =>
    make(py, bayes, "MultinomialNB", ...naive(options)),
  network: "MLPClassifier encodes no columns, holds out no folds, and has one member.",
  qda: ({ regParam, priors, tol }: models.QdaOptions, py) =>
    make(
      py,
      "sklearn.discriminant_analysis",
      "QuadraticDiscriminantAnalysis",
      keyword("priors", priors),
      keyword("reg_param", regParam, 0),
      keyword("tol", tol, 1e-4),
    ),
  randomForest: forest("RandomForestClassifier", "RandomForestRegressor", true),
  ridge: ({ alpha, fitIntercept }: models.RidgeOptions, py) =>
    byTask(
      py,
      linear,
      "RidgeClassifier",
      "Ridge",
      keyword("alpha", alpha, 1),
      keyword("fit_intercept", fitIntercept, true),
    ),
  sgd: (options: models.SgdOptions, py) => {
    const { penalty, schedule, average, earlyStopping, validationFraction } = options;
    const isClasses = py.task === "classes";
    return byTask(
      py,
      linear,
      "SGDClassifier",
      "SGDRegressor",
      keyword("loss", word(options.loss), isClasses ? "hinge" : "squared_error"),
      penalty === "none" ? ["penalty=None"] : keyword("penalty", penalty?.toLowerCase(), "l2"),
      keyword("alpha", options.alpha, 1e-4),
      keyword("l1_ratio", options.l1Ratio, 0.15),
      keyword("fit_intercept", options.fitIntercept, true),
      keyword("max_iter", options.maxIter, 1000),
      keyword("tol", options.tol, 1e-3),
      keyword("shuffle", options.shuffle, true),
      keyword("epsilon", options.epsilon, 0.1),
      keyword("learning_rate", schedule?.toLowerCase(), isClasses ? "optimal" : "invscaling"),
      keyword("eta0", options.rate, 0.01),
      keyword("power_t", options.powerT),
      keyword("early_stopping", earlyStopping, false),
      earlyStopping ? keyword("validation_fraction", validationFraction, 0.1) : [],
      keyword("n_iter_no_change", options.nIterNoChange, 5),
      keyword("average", average, false),
      seeded(py),
    );
  },
  stacking: ({ members, final, folds, passthrough }: ensembles.StackingOptions & WithMembers, py) => {
    const usual = final ?? undefined;
    return byTask(
      py,
      ensemble,
      "StackingClassifier",
      "StackingRegressor",
      [named(members, py)],
      usual
        ? given("final_estimator", py.part(usual))
        : py.task === "classes"
          ? []
          : given("final_estimator", make(py, linear, "Ridge")),
      keyword("cv", folds, 5),
      keyword("passthrough", passthrough, false),
    );
  },
  svm: ({ c, kernel, gamma, degree, coef0, epsilon, tol }: models.SvmOptions, py) =>
    byTask(
      py,
      "sklearn.svm",
      "SVC",
      "SVR",
      keyword("C", c, 1),
      keyword("kernel", kernel, "rbf"),
      keyword("gamma", gamma, "scale"),
      keyword("degree", degree, 3),
      keyword("coef0", coef0, 0),
      py.task === "classes" ? [] : keyword("epsilon", epsilon, 0.1),
      keyword("tol", tol, 1e-3),
    ),
  tuneThreshold: ({ model, metric, folds }: models.TuneThresholdOptions & WithModel, py) => {
    const scorer = metric && scoringOf(metric);
    if (scorer?.about === "positive") py.aboutPositive();
    return make(
      py,
      "sklearn.model_selection",
      "TunedThresholdClassifierCV",
      [py.part(model)],
      keyword("scoring", scorer?.scoring, "balanced_accuracy"),
      keyword("cv", folds, 5),
    );
  },
  voting: ({ members, vote = "soft", weights }: ensembles.VotingOptions & WithMembers, py) => {
    const mute = members.map((each) => chainOf(each).model).find(hasScoresOnly);
    if (py.task === "classes" && vote === "soft" && mute)
      throw noTwin("voting", `It asks its members for probabilities, and ${mute.name} has none there.`);
    return byTask(
      py,
      ensemble,
      "VotingClassifier",
      "VotingRegressor",
      [named(members, py)],
      py.task === "classes" ? keyword("voting", vote) : [],
      keyword("weights", weights),
    );
  },
} as const satisfies { readonly [Name in keyof typeof models | keyof typeof ensembles]: Twin<never> };
