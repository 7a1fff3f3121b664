"""What scikit-learn's AdaBoost, isolation forest and bagging say about the rows of made-rows.ts:
python record-tree-ensembles.py > tree-ensembles.json"""
import json

import numpy as np
import sklearn
from made_rows import made_rows
from sklearn.ensemble import AdaBoostClassifier, AdaBoostRegressor, BaggingClassifier, IsolationForest
from sklearn.metrics import r2_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

out = {"by": f"scikit-learn {sklearn.__version__}", "classes": []}
train, test = made_rows(7, 300), made_rows(99, 40)
for target, depth, trees, rate, weighted in (
    ("two", 1, 30, 1.0, False),
    ("two", 2, 12, 0.5, True),
    ("classes", 1, 25, 1.0, False),
    ("classes", 2, 10, 0.7, True),
):
    says = []
    for seed in range(5):
        model = AdaBoostClassifier(DecisionTreeClassifier(max_depth=depth), n_estimators=trees, learning_rate=rate, random_state=seed)
        model.fit(train["X"], train[target], sample_weight=train["weights"] if weighted else None)
        says.append(model.predict_proba(test["X"]).ravel())
    assert np.ptp(says, axis=0).max() < 1e-9
    out["classes"].append(
        {
            "target": target,
            "options": {"trees": trees, "rate": rate, "maxDepth": depth},
            "weighted": weighted,
            "predicted": [round(float(v), 9) for v in says[0]],
            "importances": [round(float(v), 9) for v in model.feature_importances_],
        }
    )


def explained(make):
    scores = []
    for seed in range(1, 11):
        a, b = made_rows(seed, 400), made_rows(1000 + seed, 400)
        scores.append(r2_score(b["numbers"], make(seed).fit(a["X"], a["numbers"]).predict(b["X"])))
    return round(float(np.mean(scores)), 4)


out["numbers"] = {
    loss: explained(lambda seed: AdaBoostRegressor(DecisionTreeRegressor(max_depth=4), n_estimators=30, loss=loss, random_state=seed))
    for loss in ("linear", "square", "exponential")
}
out["isolation"] = {}
for name, missing, options in (
    ("usual", False, {}),
    ("missing", True, {}),
    ("few", False, {"max_samples": 30, "max_features": 3, "bootstrap": True}),
):
    a, b = made_rows(7, 300, missing), made_rows(99, 40, missing)
    scores = [-IsolationForest(n_estimators=200, random_state=seed, **options).fit(a["X"]).score_samples(b["X"]) for seed in range(10)]
    out["isolation"][name] = [round(float(v), 5) for v in np.mean(scores, axis=0)]


def right(make):
    scores = []
    for seed in range(1, 11):
        a, b = made_rows(seed, 400), made_rows(1000 + seed, 400)
        scores.append(make(seed).fit(a["X"], a["classes"]).score(b["X"], b["classes"]))
    return round(float(np.mean(scores)), 4)


out["bagging"] = {
    "trees": right(lambda seed: BaggingClassifier(n_estimators=20, random_state=seed)),
    "neighbours": right(
        lambda seed: BaggingClassifier(KNeighborsClassifier(3), n_estimators=20, max_samples=0.5, max_features=4, random_state=seed)
    ),
}
print(json.dumps(out, separators=(",", ":")))
