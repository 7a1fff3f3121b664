import type { Code } from "@kaviar/base/code";
import type { Model } from "../../contract/model.ts";
import type { ForColumnsOptions } from "../../steps/for-columns.ts";
import type * as steps from "../../steps/index.ts";
import type { UnionOptions } from "../../steps/union.ts";
import { chosen, columnsAfter, forSome, names, onNumbers, onTexts, selector, withoutMissing } from "./columns.ts";
import { encodeTwin } from "./encode.ts";
import { given, keyword, literal, make, type Python, seeded, targetEncoder } from "./python.ts";
import { noTwin, type Twin } from "./twin.ts";

const scaling = "sklearn.preprocessing";
const selection = "sklearn.feature_selection";
const approximation = "sklearn.kernel_approximation";
const decomposition = "sklearn.decomposition";

const resampling = "scikit-learn draws no rows anew; imbalanced-learn does.";

const pair = ([low, high]: readonly [number, number]): Code => `(${literal(low)}, ${literal(high)})`;

/** A pair where it is not the usual one. */
const range = (name: string, value: readonly [number, number] | undefined, usual: readonly [number, number]) =>
  value === undefined || (value[0] === usual[0] && value[1] === usual[1]) ? [] : given(name, pair(value));

const scale = ({ withMean, withStd }: steps.ScaleOptions, py: Python): Code =>
  onNumbers(
    py,
    make(py, scaling, "StandardScaler", keyword("with_mean", withMean, true), keyword("with_std", withStd, true)),
  );

const scoreOf = (py: Python, score: string | undefined): Code => {
  const mutual = py.task === "classes" ? "mutual_info_classif" : "mutual_info_regression";
  const scores: Readonly<Record<string, string>> = {
    anova: "f_classif",
    chi2: "chi2",
    correlation: "f_regression",
    mutualInformation: mutual,
  };
  return py.name(selection, scores[score ?? (py.task === "classes" ? "anova" : "correlation")]!);
};

/** SimpleImputer fills one kind of gap: what is infinite becomes that one before. */
const finiteOrMissing = (py: Python): Code => {
  const np = py.name("numpy", "np");
  return make(
    py,
    scaling,
    "FunctionTransformer",
    [`${np}.nan_to_num`],
    given("kw_args", `{"nan": ${np}.nan, "posinf": ${np}.nan, "neginf": ${np}.nan}`),
    ['feature_names_out="one-to-one"'],
  );
};

const imputers = { mean: "mean", median: "median", mostFrequent: "most_frequent", constant: "constant" } as const;

const impute = (
  { strategy = "mean", fillValue, level = "missing", indicator, infinite = false }: steps.ImputeOptions,
  py: Python,
): Code => {
  const imputer = (...items: readonly (readonly Code[])[]): Code =>
    make(py, "sklearn.impute", "SimpleImputer", ...items, ["keep_empty_features=True"]);
  const filled = strategy === "constant" ? keyword("fill_value", fillValue) : [];
  const filling = imputer(
    keyword("strategy", imputers[strategy], "mean"),
    filled,
    keyword("add_indicator", indicator, false),
  );
  const numbers = infinite ? make(py, "sklearn.pipeline", "make_pipeline", [finiteOrMissing(py), filling]) : filling;
  const texts =
    strategy === "mostFrequent"
      ? imputer(['strategy="most_frequent"'])
      : imputer(['strategy="constant"'], keyword("fill_value", level));
  if (py.columns.every(({ kind }) => kind === "numbers")) return numbers;
  if (py.columns.every(({ kind }) => kind === "texts")) return texts;
  return forSome(py, [
    [numbers, selector(py, "include")],
    [texts, selector(py, "exclude")],
  ]);
};

const select = (name: string, py: Python, score: string | undefined, ...items: readonly (readonly Code[])[]): Code =>
  onNumbers(py, make(py, selection, name, [scoreOf(py, score)], ...items));

const importances = (model: unknown, py: Python): Code => py.part(model as Model);

const rates = { fdr: "SelectFdr", fpr: "SelectFpr", fwe: "SelectFwe" } as const;

/** Every step, under the name that it is exported by. */
export const stepTwins = {
  agglomerate: ({ k, linkage, pooling = "mean" }: steps.AgglomerateOptions, py) =>
    make(
      py,
      "sklearn.cluster",
      "FeatureAgglomeration",
      keyword("n_clusters", k, 2),
      keyword("linkage", linkage, "ward"),
      pooling === "mean" ? [] : given("pooling_func", `${py.name("numpy", "np")}.${pooling}`),
    ),
  bins: ({ nBins, strategy, encode = "oneHot" }: steps.BinsOptions, py) => {
    withoutMissing("bins", py);
    const bins = make(
      py,
      scaling,
      "KBinsDiscretizer",
      keyword("n_bins", nBins, 5),
      keyword("encode", encode === "oneHot" ? "onehot-dense" : "ordinal"),
      keyword("strategy", strategy, "quantile"),
    );
    return onNumbers(py, bins);
  },
  dateParts: "scikit-learn knows no dates.",
  encode: encodeTwin,
  forColumns: ({ which, steps }: ForColumnsOptions, py) => {
    const own = chosen(which, py.columns);
    return forSome(py, [[py.at(own).part({ kind: "pipeline", steps, model: undefined }), names(own)]]);
  },
  hashing: "FeatureHasher takes lists of texts, and no columns of a table.",
  impute,
  interactions: "PolynomialFeatures multiplies numbers alone, with their squares or without, and joins no texts.",
  maxAbs: (_: object, py) => onNumbers(py, make(py, scaling, "MaxAbsScaler")),
  minMax: ({ featureRange, clip }: steps.MinMaxOptions, py) =>
    onNumbers(
      py,
      make(py, scaling, "MinMaxScaler", range("feature_range", featureRange, [0, 1]), keyword("clip", clip, false)),
    ),
  nystroem: ({ kernel = "rbf", gamma, degree, coef0, nComponents }: steps.NystroemOptions, py) =>
    make(
      py,
      approximation,
      "Nystroem",
      keyword("kernel", kernel, "rbf"),
      keyword("gamma", gamma),
      kernel === "poly" ? keyword("degree", degree) : [],
      kernel === "poly" || kernel === "sigmoid" ? keyword("coef0", coef0) : [],
      keyword("n_components", nComponents, 100),
      seeded(py),
    ),
  oneHot: ({ drop, minFrequency, maxCategories, handleUnknown, numbers }: steps.OneHotOptions, py) =>
    onTexts(
      py,
      make(
        py,
        scaling,
        "OneHotEncoder",
        keyword("drop", drop === "ifBinary" ? "if_binary" : drop),
        keyword("min_frequency", minFrequency),
        keyword("max_categories", maxCategories),
        keyword("handle_unknown", handleUnknown === "infrequentIfExist" ? "infrequent_if_exist" : "ignore"),
        ["sparse_output=False"],
      ),
      numbers,
    ),
  ordinal: ({ unknownValue, encodedMissingValue, numbers }: steps.OrdinalOptions, py) =>
    onTexts(
      py,
      make(
        py,
        scaling,
        "OrdinalEncoder",
        ['handle_unknown="use_encoded_value"'],
        keyword("unknown_value", unknownValue ?? Number.NaN),
        keyword("encoded_missing_value", encodedMissingValue),
      ),
      numbers,
    ),
  oversample: resampling,
  pca: ({ nComponents, whiten }: steps.PcaOptions, py) =>
    make(py, decomposition, "PCA", keyword("n_components", nComponents), keyword("whiten", whiten, false), seeded(py)),
  polynomial: ({ degree, interactionOnly, includeBias = false }: steps.PolynomialOptions, py) => {
    withoutMissing("polynomial", py);
    const products = make(
      py,
      scaling,
      "PolynomialFeatures",
      keyword("degree", degree, 2),
      keyword("interaction_only", interactionOnly, false),
      keyword("include_bias", includeBias, true),
    );
    return onNumbers(py, products);
  },
  power: ({ method = "yeoJohnson", standardize }: steps.PowerOptions, py) =>
    onNumbers(
      py,
      make(
        py,
        scaling,
        "PowerTransformer",
        method === "boxCox" ? keyword("method", "box-cox") : [],
        keyword("standardize", standardize, true),
      ),
    ),
  predictions: "In scikit-learn a model's predictions are columns for the model at the end alone, and in no branch.",
  quantile: ({ nQuantiles, outputDistribution }: steps.QuantileOptions, py) =>
    onNumbers(
      py,
      make(
        py,
        scaling,
        "QuantileTransformer",
        keyword("n_quantiles", nQuantiles, 1000),
        keyword("output_distribution", outputDistribution, "uniform"),
        seeded(py),
      ),
    ),
  randomFourier: ({ gamma = 1, nComponents }: steps.RandomFourierOptions, py) =>
    make(
      py,
      approximation,
      "RBFSampler",
      keyword("gamma", gamma, 1),
      keyword("n_components", nComponents, 100),
      seeded(py),
    ),
  recursiveElimination: ({ model, k, step }: steps.RecursiveEliminationOptions, py) =>
    make(py, selection, "RFE", [importances(model, py)], keyword("n_features_to_select", k), keyword("step", step, 1)),
  robust: ({ withCentering, withScaling, quantileRange, unitVariance }: steps.RobustOptions, py) =>
    onNumbers(
      py,
      make(
        py,
        scaling,
        "RobustScaler",
        keyword("with_centering", withCentering, true),
        keyword("with_scaling", withScaling, true),
        range("quantile_range", quantileRange, [25, 75]),
        keyword("unit_variance", unitVariance, false),
      ),
    ),
  scale,
  selectBest: ({ k, share, score }: steps.SelectBestOptions, py) =>
    share === undefined
      ? select("SelectKBest", py, score, keyword("k", k, 10))
      : select("SelectPercentile", py, score, keyword("percentile", 100 * share)),
  selectByModel: ({ model, threshold, k }: steps.SelectByModelOptions, py) =>
    make(
      py,
      selection,
      "SelectFromModel",
      [importances(model, py)],
      keyword("threshold", threshold ?? (k === undefined ? undefined : -Infinity)),
      keyword("max_features", k),
    ),
  selectFalseDiscovery: ({ alpha, method = "fdr", score }: steps.SelectFalseDiscoveryOptions, py) =>
    select(rates[method], py, score, keyword("alpha", alpha, 0.05)),
  selectVariance: ({ threshold }: steps.SelectVarianceOptions, py) =>
    onNumbers(py, make(py, selection, "VarianceThreshold", keyword("threshold", threshold, 0))),
  smote: resampling,
  targetEncode: ({ smooth, cv, numbers }: steps.TargetEncodeOptions, py) =>
    onTexts(py, targetEncoder(py, keyword("smooth", smooth, "auto"), keyword("cv", cv, 5)), numbers),
  textFeatures: "TfidfVectorizer takes one text a row, and no columns of a table.",
  truncatedSvd: ({ nComponents }: steps.TruncatedSvdOptions, py) =>
    make(py, decomposition, "TruncatedSVD", keyword("n_components", nComponents, 2), seeded(py)),
  undersample: resampling,
  union: ({ branches }: UnionOptions, py) => {
    if (branches.some((steps) => columnsAfter(steps, py.columns).some(({ kind }) => kind === "texts")))
      throw noTwin(
        "union",
        "FeatureUnion gives columns of texts other names, by which nothing finds them: encode them before it.",
      );
    return make(
      py,
      "sklearn.pipeline",
      "make_union",
      branches.map((steps) =>
        steps.length === 0 ? '"passthrough"' : py.part({ kind: "pipeline", steps, model: undefined }),
      ),
    );
  },
  zScore: scale,
} as const satisfies { readonly [Name in keyof typeof steps]: Twin<never> };
