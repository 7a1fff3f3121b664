"""What LightGBM says about the rows of ../trees/made-rows.ts: python record.py > recorded.json"""
import json
import sys

import lightgbm as lgb
import numpy as np
from sklearn.metrics import log_loss, roc_auc_score

sys.path.insert(0, "../trees")
from made_rows import made_rows

base = dict(num_leaves=8, learning_rate=0.2, min_data_in_leaf=20, num_threads=1, verbose=-1, seed=1)


def booster(X, y, theirs, trees, weights=None, categorical=()):
    names = [f"x{c}" for c in range(X.shape[1])]
    data = lgb.Dataset(X, y, weight=weights, feature_name=names, categorical_feature=list(categorical))
    return lgb.train({**base, **theirs}, data, trees)


# Columns of few values: bins are the same, and so are trees.
same = [
    ("squared", "numbers", {}, {"objective": "l2"}),
    ("few leaves, both penalties", "numbers", {"l1": 20, "l2": 5, "leaves": 5}, {"objective": "l2", "lambda_l1": 20, "lambda_l2": 5, "num_leaves": 5}),
    ("depth and gain", "numbers", {"maxDepth": 2, "minGain": 2000}, {"objective": "l2", "max_depth": 2, "min_gain_to_split": 2000}),
    # Later there is a tie.
    ("increasing", "numbers", {"increasing": ["x0"], "decreasing": ["x1"], "trees": 4}, {"objective": "l2", "monotone_constraints": [1, -1, 0, 0, 0, 0]}),
    ("interactions", "numbers", {"interactions": [["x0", "x2"]]}, {"objective": "l2", "interaction_constraints": [[0, 2], [1, 3, 4, 5]]}),
    ("absolute", "numbers", {"loss": "absolute"}, {"objective": "l1"}),
    ("quantile", "numbers", {"loss": "quantile", "alpha": 0.8}, {"objective": "quantile", "alpha": 0.8}),
    ("poisson", "counts", {"loss": "poisson"}, {"objective": "poisson"}),
    ("logistic", "two", {}, {"objective": "binary"}),
    ("softmax", "classes", {}, {"objective": "multiclass", "num_class": 3}),
]
out = {"by": f"LightGBM {lgb.__version__}", "same": [], "scores": []}
for name, target, ours, theirs in same:
    for missing in (False, True):
        for weighted in (False, True):
            # A weighted quantile is another one there: between two values.
            if weighted and ours.get("loss") in ("absolute", "quantile"):
                continue
            train, test = made_rows(7, 1000, missing), made_rows(99, 60, missing)
            model = booster(np.floor(train["X"]), train[target], {"min_data_in_leaf": 1, **theirs}, ours.get("trees", 8), train["weights"] if weighted else None)
            predicted = model.predict(np.floor(test["X"]))
            out["same"].append({
                "name": name, "target": target, "options": ours, "missing": missing, "weighted": weighted,
                "predicted": [round(float(v), 9) for v in predicted.ravel()],
            })

# Columns of many values: bins differ a little, and scores by their noise.
pinball = lambda y, p, a: float(np.mean(np.where(y > p, a * (y - p), (a - 1) * (y - p))))
scores = [
    ("squared", "numbers", {}, {"objective": "l2"}, lambda y, p: float(np.sqrt(np.mean((y - p) ** 2)))),
    ("absolute", "numbers", {"loss": "absolute"}, {"objective": "l1"}, lambda y, p: float(np.mean(abs(y - p)))),
    ("quantile", "numbers", {"loss": "quantile", "alpha": 0.8}, {"objective": "quantile", "alpha": 0.8}, lambda y, p: pinball(y, p, 0.8)),
    ("logistic", "two", {}, {"objective": "binary"}, lambda y, p: float(roc_auc_score(y, p))),
    ("softmax", "classes", {}, {"objective": "multiclass", "num_class": 3}, lambda y, p: float(log_loss(y, p))),
    ("samples", "two", {"subsample": 0.5, "colsample": 0.6}, {"objective": "binary", "bagging_fraction": 0.5, "bagging_freq": 1, "feature_fraction": 0.6}, lambda y, p: float(roc_auc_score(y, p))),
]
for name, target, ours, theirs, score in scores:
    for missing in (False, True):
        values = []
        for seed in range(1, 6):
            train, test = made_rows(7 * seed, 3000, missing), made_rows(99 * seed, 2000, missing)
            model = booster(train["X"], train[target], theirs, 60)
            values.append(score(test[target], model.predict(test["X"])))
        out["scores"].append({"name": name, "target": target, "options": ours, "missing": missing, "values": [round(v, 6) for v in values]})
print(json.dumps(out))
