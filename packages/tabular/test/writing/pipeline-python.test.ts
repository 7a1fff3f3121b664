import { accuracy, f1, logLoss, type Metric, rmse, rocAuc } from "@kaviar/nn";
import * as tabular from "@kaviar/tabular";
import { type RowKind, sampleTraining } from "@kaviar/tabular/conformance";
import { describe, expect, it } from "vitest";
import { subjects as models } from "../conformance/model-subjects.ts";
import { subjects as steps } from "../conformance/step-subjects.ts";
import { rowsOf } from "./pipelines.ts";

const { boosting, encode, impute, logisticRegression, pipeline, ridge, scale, union } = tabular;
const { schema } = tabular.table(rowsOf(100));
const given = { data: "churn.csv", schema, target: "churned", metric: rocAuc, without: ["phone", "spent"], seed: 1 };

/** From the line that begins so, to the first empty one. */
const paragraph = (text: string, begins: string): string => text.slice(text.indexOf(begins)).split("\n\n")[0]!;

describe("the script of a pipeline", () => {
  it("is what a person would write", () => {
    expect(
      tabular.pipelinePython({
        ...given,
        pipeline: pipeline(impute({ strategy: "median" }), encode(), scale(), logisticRegression({ c: 0.5 })),
        score: 0.91,
        std: 0.02,
      }),
    ).toBe(`# Written by kaviar: predicts churned. Its score when it was found: rocAuc 0.91 ± 0.02, the mean of 5 folds.
# pip install scikit-learn==1.9.* pandas && python pipeline.py table.csv
import sys

import pandas as pd
from sklearn import set_config
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

set_config(transform_output="pandas")
rows = pd.read_csv(sys.argv[1] if len(sys.argv) > 1 else "churn.csv")
features = rows.drop(columns=["churned", "phone", "spent"])
target = rows["churned"].to_numpy()

pipe = make_pipeline(
    make_column_transformer(
        (
            SimpleImputer(strategy="median", keep_empty_features=True),
            make_column_selector(dtype_include="number"),
        ),
        (
            SimpleImputer(strategy="constant", fill_value="missing", keep_empty_features=True),
            make_column_selector(dtype_exclude="number"),
        ),
        remainder="passthrough",
        verbose_feature_names_out=False,
    ),
    make_column_transformer(
        (OneHotEncoder(drop="if_binary", handle_unknown="ignore", sparse_output=False), ["plan"]),
        remainder="passthrough",
        verbose_feature_names_out=False,
    ),
    StandardScaler(),
    LogisticRegression(C=0.5, max_iter=1000),
)

scores = cross_val_score(
    pipe,
    features,
    target,
    cv=StratifiedKFold(5, shuffle=True, random_state=1),
    scoring="roc_auc",
)
print(f"roc_auc {scores.mean()} ± {scores.std(ddof=1)} over 5 folds")

pipe.fit(features, target)
print(pipe.predict(features.head()))
`);
  });

  it("has boosting by histograms, with the categories it knows", () => {
    const text = tabular.pipelinePython({
      ...given,
      pipeline: pipeline(boosting({ trees: 300, rate: 0.05, subsample: 0.8, earlyStopping: 20 })),
    });
    expect(text).toContain("# scikit-learn has no word for boosting's subsample 0.8: it is left out.");
    expect(paragraph(text, "pipe =")).toBe(`pipe = make_pipeline(
    make_column_transformer(
        (OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=float("nan")), ["plan"]),
        remainder="passthrough",
        verbose_feature_names_out=False,
    ),
    HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=300,
        categorical_features=["plan"],
        early_stopping=True,
        n_iter_no_change=20,
        random_state=1,
    ),
)`);
  });

  it("reads what pandas would take for something else", () => {
    const odd = tabular.table([
      { zip: "01067", ok: true, y: "no", shop: 1 },
      { zip: "z9", ok: null, y: "yes", shop: 2 },
      { zip: "04109", ok: false, y: null, shop: 2 },
    ]);
    const text = tabular.pipelinePython({
      ...given,
      schema: odd.schema,
      target: "y",
      metric: f1,
      group: "shop",
      without: [],
      pipeline: pipeline(tabular.ordinal(), tabular.decisionTree()),
    });
    expect(
      paragraph(text, "rows ="),
    ).toBe(`rows = pd.read_csv(sys.argv[1] if len(sys.argv) > 1 else "churn.csv", dtype={"zip": str})
rows = rows.dropna(subset=["y"])
features = rows.drop(columns=["y", "shop"])
features = features.astype({"ok": float})
target = (rows["y"] == "yes").astype(int).to_numpy()`);
    expect(text).toContain('cv=StratifiedGroupKFold(5, shuffle=True, random_state=1),\n    groups=rows["shop"],');
  });

  it("scores the rows held out where it can say which they were", () => {
    const pipe = pipeline(impute(), encode(), logisticRegression());
    const scriptOf = (more: object) => tabular.pipelinePython({ ...given, pipeline: pipe, ...more });
    const file = scriptOf({ holdout: "later.csv", calibrate: "isotonic", threshold: f1 });
    expect(paragraph(file, "# Rows that the search")).toBe(`# Rows that the search never saw.
held = pd.read_csv("later.csv")
held = held.dropna(subset=["churned"])
features = rows.drop(columns=["churned", "phone", "spent"])
target = (rows["churned"] == "yes").astype(int).to_numpy()
held_features = held[features.columns]
held_target = (held["churned"] == "yes").astype(int).to_numpy()`);
    expect(
      file.slice(file.indexOf("# What its copies")),
    ).toBe(`# What its copies say of rows held out makes its probabilities, or its threshold, better.
pipe = CalibratedClassifierCV(pipe, method="isotonic", ensemble=False)
pipe = TunedThresholdClassifierCV(pipe, scoring="f1")

pipe.fit(features, target)
honest = get_scorer("roc_auc")(pipe, held_features, held_target)
print(f"roc_auc {honest} on {len(held)} rows never looked at")
print(pipe.predict(features.head()))
`);
    const latest = scriptOf({ holdout: 0.2, time: "calls" });
    expect(latest).toContain(`first = rows["calls"].iloc[-int(0.2 * len(rows) + 0.5)]
rows, held = rows[rows["calls"] < first], rows[rows["calls"] >= first]
`);
    const drawn = scriptOf({ holdout: 0.2 });
    expect(drawn).toContain("# The search kept some of the rows aside, drawn by random numbers of its own");
    expect(drawn).not.toContain("held_target");
  });

  it("has numbers without wrappers where all columns are numbers", () => {
    const text = tabular.pipelinePython({
      ...given,
      without: ["phone", "plan", "churned"],
      target: "spent",
      metric: rmse,
      pipeline: pipeline(impute(), union([], [scale(), tabular.pca({ nComponents: 2 })]), ridge({ alpha: 2 })),
    });
    expect(paragraph(text, "pipe =")).toBe(`pipe = make_pipeline(
    SimpleImputer(keep_empty_features=True),
    make_union("passthrough", make_pipeline(StandardScaler(), PCA(n_components=2, random_state=1))),
    Ridge(alpha=2),
)`);
    expect(text).not.toContain("set_config");
  });
});

it("predictions as columns are a stacking, of what goes on with them", () => {
  const { kNearest, predictions, randomForest, selectBest } = tabular;
  const text = tabular.pipelinePython({
    ...given,
    pipeline: pipeline(encode(), predictions(kNearest({ k: 9 })), selectBest({ k: 3 }), randomForest({ trees: 20 })),
  });
  expect(paragraph(text, "pipe =")).toBe(`pipe = make_pipeline(
    make_column_transformer(
        (OneHotEncoder(drop="if_binary", handle_unknown="ignore", sparse_output=False), ["plan"]),
        remainder="passthrough",
        verbose_feature_names_out=False,
    ),
    StackingClassifier(
        [("model", KNeighborsClassifier(n_neighbors=9))],
        final_estimator=make_pipeline(
            SelectKBest(f_classif, k=3),
            RandomForestClassifier(n_estimators=20, n_jobs=-1, random_state=1),
        ),
        passthrough=True,
    ),
)`);
});

describe("a part without a twin", () => {
  it.each([
    ["network", pipeline(tabular.network()), "`network` has none. MLPClassifier"],
    ["smote, inside of another", pipeline(encode(), union([], tabular.smote()), ridge()), "`smote` has none."],
    [
      "a function",
      pipeline(
        tabular.forColumns(() => true, scale()),
        ridge(),
      ),
      "function of JavaScript",
    ],
  ])("is refused with a reason: %s", (_, pipe, reason) => {
    expect(() => tabular.pipelinePython({ ...given, pipeline: pipe })).toThrow(reason);
  });

  it("is one that has no probabilities, where these are looked at", () => {
    const pipe = pipeline(encode(), tabular.svm());
    expect(() => tabular.pipelinePython({ ...given, metric: logLoss, pipeline: pipe })).toThrow(
      "no probabilities there",
    );
    expect(tabular.pipelinePython({ ...given, pipeline: pipe })).toContain("SVC()");
  });
});

it("refuses what scikit-learn does otherwise, where that is seen", () => {
  const refused =
    (pipe: tabular.Pipeline, metric: Metric = rocAuc) =>
    () =>
      tabular.pipelinePython({ ...given, metric, pipeline: pipe });
  const { polynomial, voting, kNearest } = tabular;
  expect(refused(pipeline(encode(), polynomial(), ridge()))).toThrow("`income` has some: impute before it");
  expect(refused(pipeline(union([], scale()), boosting()))).toThrow("encode them before it");
  expect(refused(pipeline(encode(), voting([ridge(), kNearest()])))).toThrow("ridge has none there");
  expect(refused(pipeline(encode(), voting([kNearest()], { vote: "hard" })))).toThrow("no probabilities there");
  expect(() =>
    tabular.pipelinePython({
      ...given,
      schema: tabular.table({ at: [new Date(0)] }).schema,
      pipeline: pipeline(ridge()),
    }),
  ).toThrow("`at` holds some");
});

describe("every step and model of the catalogues has a script, or says why not", () => {
  const scriptOf = (pipe: tabular.Pipeline, rows: RowKind, metric: Metric): string => {
    const { table, target } = sampleTraining(rows, { task: metric === rmse ? "numbers" : "classes" });
    const y = target.task === "numbers" ? Array.from(target.values) : Array.from(table.data[0]!.name, String);
    const schema = [...table.schema, ...tabular.table({ goal: y.slice(0, 3) }).schema];
    try {
      return tabular.pipelinePython({ data: "rows.csv", schema, target: "goal", metric, pipeline: pipe });
    } catch (error) {
      return error instanceof tabular.TableError && error.code === "export" ? "" : String(error);
    }
  };
  /** Names of which no subject has a script. */
  const withoutOne = (scripts: readonly (readonly [string, string])[]) => {
    const written = new Set(scripts.filter(([, text]) => text !== "").map(([name]) => name));
    return [...new Set(scripts.map(([name]) => name))].filter((name) => !written.has(name)).sort();
  };

  it("steps", () => {
    const scripts = Object.entries(steps).flatMap(([name, each]) =>
      each.map(
        ({ make, rows }) => [name, scriptOf(pipeline(impute(), make(), tabular.dummy()), rows, rocAuc)] as const,
      ),
    );
    expect(scripts.filter(([, text]) => text !== "" && !text.includes("pipe.fit"))).toEqual([]);
    expect(withoutOne(scripts)).toEqual([
      "dateParts",
      "hashing",
      "interactions",
      "oversample",
      "smote",
      "textFeatures",
      "undersample",
    ]);
  });

  it("models", () => {
    const scripts = Object.entries(models).flatMap(([name, each]) =>
      each.map(({ make, rows }) => {
        const metric = make().definition.tasks.includes("classes") ? accuracy : rmse;
        return [name, scriptOf(pipeline(make()), rows, metric)] as const;
      }),
    );
    expect(scripts.filter(([, text]) => text !== "" && !text.includes("pipe.fit"))).toEqual([]);
    expect(withoutOne(scripts)).toEqual(["gaussianProcess", "greedyEnsemble", "isolationForest", "network"]);
  });
});
