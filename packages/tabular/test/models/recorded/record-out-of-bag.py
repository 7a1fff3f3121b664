"""Out-of-bag scores of scikit-learn on the rows of made-rows.ts; of small ones also what each member says of the rows that
it did not see: python record-out-of-bag.py > out-of-bag.json"""
import json

import numpy as np
import sklearn
from made_rows import made_rows
from sklearn.ensemble import (
    BaggingClassifier,
    BaggingRegressor,
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.ensemble._forest import _generate_unsampled_indices
from sklearn.neighbors import KNeighborsClassifier

out = {"by": f"scikit-learn {sklearn.__version__}", "given": [], "mean": {}}


def members(model, rows):
    if hasattr(model, "estimators_features_"):
        for each, drawn, columns in zip(model.estimators_, model.estimators_samples_, model.estimators_features_):
            yield each, np.setdiff1d(np.arange(rows), drawn), columns
    else:
        for each in model.estimators_:
            yield each, _generate_unsampled_indices(each.random_state, rows, rows, None), slice(None)


rows = 80
made = made_rows(3, rows)
for name, target, model in (
    ("a forest for two classes", "two", RandomForestClassifier(15, min_samples_leaf=3)),
    ("a forest for three classes", "classes", RandomForestClassifier(15, min_samples_leaf=3)),
    ("extra trees for numbers", "numbers", ExtraTreesRegressor(15, min_samples_leaf=3, bootstrap=True)),
    ("bagged neighbours", "classes", BaggingClassifier(KNeighborsClassifier(4), 15, max_features=4)),
    ("bagged trees for numbers", "numbers", BaggingRegressor(n_estimators=15)),
):
    model.set_params(oob_score=True, random_state=1).fit(made["X"], made[target])
    says, counts = [], np.zeros(rows)
    for each, unseen, columns in members(model, rows):
        X = made["X"][unseen][:, columns]
        p = each.predict(X) if target == "numbers" else each.predict_proba(X)
        says.append({"rows": unseen.tolist(), "says": [round(float(v), 10) for v in np.ravel(p)]})
        counts[unseen] += 1
    # Rows that all have seen count as the first class in scikit-learn, or as 0.
    assert counts.min() > 0
    out["given"].append({"name": name, "target": target, "score": round(float(model.oob_score_), 10), "members": says})


def mean(target, make):
    scores = []
    for seed in range(1, 11):
        made = made_rows(seed, 400)
        scores += [make(oob_score=True, random_state=state).fit(made["X"], made[target]).oob_score_ for state in range(3)]
    return round(float(np.mean(scores)), 4)


out["mean"] = {
    "forest": mean("classes", lambda **o: RandomForestClassifier(60, **o)),
    "forestOfNumbers": mean("numbers", lambda **o: RandomForestRegressor(60, max_features=0.5, **o)),
    "extraTrees": mean("classes", lambda **o: ExtraTreesClassifier(60, bootstrap=True, **o)),
    "extraTreesOfNumbers": mean("numbers", lambda **o: ExtraTreesRegressor(60, bootstrap=True, max_samples=0.7, **o)),
    "bagging": mean("classes", lambda **o: BaggingClassifier(n_estimators=30, **o)),
    "baggingOfNumbers": mean("numbers", lambda **o: BaggingRegressor(n_estimators=100, max_features=4, **o)),
}
print(json.dumps(out, separators=(",", ":")))
