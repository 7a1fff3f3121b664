import { type Code, list } from "@kaviar/base/code";
import type { BoostingOptions } from "../../models/boosting.ts";
import { forSome, names } from "./columns.ts";
import { byTask, given, keyword, literal, make, type Python, seeded } from "./python.ts";
import { noTwin } from "./twin.ts";

const losses = {
  squared: "squared_error",
  absolute: "absolute_error",
  quantile: "quantile",
  poisson: "poisson",
} as const;

/** Categories have numbers of one byte, and one of them is for what is missing. */
const mostLevels = 254;

/** HistGradientBoosting; where there are columns of texts, their levels become numbers before it. */
export const boostingTwin = (options: BoostingOptions, py: Python): Code => {
  const { loss = "squared", alpha = 0.9, maxDepth = 0, colsample = 1, interactions } = options;
  if (loss === "huber") throw noTwin("boosting", "HistGradientBoostingRegressor has no Huber loss.");
  noteOthers(options, py);
  const texts = py.columns.filter(({ kind }) => kind === "texts");
  const model = byTask(
    py,
    "sklearn.ensemble",
    "HistGradientBoostingClassifier",
    "HistGradientBoostingRegressor",
    py.task === "classes" ? [] : keyword("loss", losses[loss], "squared_error"),
    py.task === "numbers" && loss === "quantile" ? keyword("quantile", alpha) : [],
    keyword("learning_rate", options.rate, 0.1),
    keyword("max_iter", options.trees, 100),
    keyword("max_leaf_nodes", options.leaves, 31),
    maxDepth > 0 ? keyword("max_depth", maxDepth) : [],
    keyword("min_samples_leaf", options.minLeaf, 20),
    keyword("l2_regularization", options.l2, 0),
    keyword("max_features", colsample, 1),
    texts.length > 0 ? given("categorical_features", names(texts)) : [],
    monotonic(options),
    interactions ? given("interaction_cst", interactionsOf(interactions, py)) : [],
    stopping(options),
    seeded(py),
  );
  if (texts.length === 0) return model;
  const coded = make(
    py,
    "sklearn.preprocessing",
    "OrdinalEncoder",
    ['handle_unknown="use_encoded_value"', 'unknown_value=float("nan")'],
    texts.some(({ levels = [] }) => levels.length > mostLevels) ? [`max_categories=${mostLevels}`] : [],
  );
  return make(py, "sklearn.pipeline", "make_pipeline", [forSome(py, [[coded, names(texts)]]), model]);
};

const monotonic = ({ increasing = [], decreasing = [] }: BoostingOptions): readonly Code[] => {
  const signs = [...increasing.map((name) => [name, 1] as const), ...decreasing.map((name) => [name, -1] as const)];
  if (signs.length === 0) return [];
  return [`monotonic_cst={${signs.map(([name, sign]) => `${literal(name)}: ${sign}`).join(", ")}}`];
};

/** Sets of columns by their numbers. */
const interactionsOf = (sets: readonly (readonly string[])[], { columns }: Python): Code =>
  list(sets.map((set) => `{${set.map((name) => columns.findIndex((column) => column.name === name)).join(", ")}}`));

const stopping = ({ earlyStopping = 0, validationFraction }: BoostingOptions): readonly Code[] =>
  earlyStopping === 0
    ? ["early_stopping=False"]
    : [
        "early_stopping=True",
        ...keyword("n_iter_no_change", earlyStopping, 10),
        ...keyword("validation_fraction", validationFraction, 0.1),
      ];

/** What HistGradientBoosting has no word for. */
const noteOthers = ({ l1 = 0, subsample = 1, minGain = 0 }: BoostingOptions, py: Python): void => {
  for (const [name, value, usual] of [
    ["l1", l1, 0],
    ["subsample", subsample, 1],
    ["minGain", minGain, 0],
  ] as const)
    if (value !== usual) py.leftOut(`boosting's ${name} ${value}`);
};
