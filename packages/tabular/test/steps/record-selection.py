"""Records what scikit-learn says of the steps that select columns: python record-selection.py"""

import json
import pathlib

import numpy as np
from sklearn.datasets import load_diabetes, load_iris, load_wine
from sklearn.feature_selection import (
    RFE,
    SelectFdr,
    SelectFpr,
    SelectFromModel,
    SelectFwe,
    SelectKBest,
    SelectPercentile,
    VarianceThreshold,
    chi2,
    f_classif,
    f_regression,
    mutual_info_classif,
    mutual_info_regression,
)
from sklearn.linear_model import Ridge

rng = np.random.default_rng(3)
wine = load_wine()
diabetes = load_diabetes(scaled=False)
rows = slice(0, 120)
some = {
    "wine": (np.hstack([wine.data[::2], rng.standard_normal((89, 3)).round(3), np.full((89, 1), 0.1)]), wine.target[::2]),
    "diabetes": (np.hstack([diabetes.data[rows], rng.standard_normal((120, 3)).round(3)]), diabetes.target[rows]),
}


def kept(selector, x, y):
    return selector.fit(x, y).get_support(indices=True).tolist()


def finite(values):
    return [None if np.isnan(v) else float(v) for v in values]


result = {}
for name, (x, y) in some.items():
    classes = name == "wine"
    f = f_classif if classes else f_regression
    information = mutual_info_classif if classes else mutual_info_regression
    continuous = [j for j in range(x.shape[1]) if len(np.unique(x[:, j])) > 40]
    with np.errstate(all="ignore"):
        scores, p = f(x, y)
        result[name] = {
            "x": x.tolist(),
            "y": y.tolist(),
            "f": finite(scores),
            "p": finite(p),
            "continuous": continuous,
            "information": information(x[:, continuous], y, random_state=0).tolist(),
            "best": {str(k): kept(SelectKBest(f, k=k), x, y) for k in [1, 4]},
            "share": {str(s): kept(SelectPercentile(f, percentile=100 * s), x, y) for s in [0.1, 0.25, 0.5, 0.9]},
            "variance": {str(t): kept(VarianceThreshold(t), x, y) for t in [0, 0.5, 2]},
            **{
                method: {str(a): kept(select(f, alpha=a), x, y) for a in [0.001, 0.05, 0.3]}
                for method, select in [("fdr", SelectFdr), ("fpr", SelectFpr), ("fwe", SelectFwe)]
            },
        }
        if not classes:
            for k, step in [(4, 1), (5, 3), (None, 0.2)]:
                rfe = RFE(Ridge(), n_features_to_select=k, step=step).fit(x, y)
                result[name].setdefault("elimination", []).append({"k": k, "step": step, "ranks": rfe.ranking_.tolist()})
            result[name]["byModel"] = [
                {"threshold": t, "k": k, "kept": kept(SelectFromModel(Ridge(), threshold=-np.inf if t is None and k else t, max_features=k), x, y)}
                for t, k in [(None, None), ("median", None), (3.0, None), (None, 3), ("mean", 2)]
            ]
        if classes:
            scores, p = chi2(np.abs(x), y)
            result[name]["chi2"] = {"scores": finite(scores), "p": finite(p)}
x = rng.standard_normal((100, 3)).round(6)
y = (np.sin(2 * x[:, 0]) + 0.3 * x[:, 1] + 0.1 * rng.standard_normal(100)).round(6)
groups = (y > 0.3).astype(int) + (y > -0.4)
result["smooth"] = {
    "x": x.tolist(),
    "y": y.tolist(),
    "classes": groups.tolist(),
    "ofNumbers": mutual_info_regression(x, y, random_state=0).tolist(),
    "ofClasses": mutual_info_classif(x, groups, random_state=0).tolist(),
}
pathlib.Path(__file__).parent.joinpath("recorded/selection.json").write_text(json.dumps(result))
