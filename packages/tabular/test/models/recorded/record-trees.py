"""What scikit-learn's trees say about the rows of made-rows.ts: python record-trees.py > trees.json"""
import json

import numpy as np
import sklearn
from made_rows import made_rows
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor


def agreed(answers):
    """Where the order in which columns are looked at decides, there is no answer."""
    low, high = np.min(answers, axis=0), np.max(answers, axis=0)
    return [round(float(a), 9) if b - a < 1e-9 else None for a, b in zip(low, high)]


cases = [
    ("gini", "classes", {}, {}),
    ("gini of two", "two", {"maxDepth": 5}, {"max_depth": 5}),
    ("entropy", "classes", {"criterion": "entropy", "minLeaf": 5}, {"criterion": "entropy", "min_samples_leaf": 5}),
    ("entropy of two", "two", {"criterion": "entropy", "minSplit": 20}, {"criterion": "entropy", "min_samples_split": 20}),
    ("leaves", "classes", {"leaves": 12}, {"max_leaf_nodes": 12}),
    ("leaves of numbers", "numbers", {"leaves": 15}, {"max_leaf_nodes": 15}),
    ("squared", "numbers", {"minLeaf": 4}, {"min_samples_leaf": 4}),
    ("absolute", "numbers", {"criterion": "absolute", "maxDepth": 4}, {"criterion": "absolute_error", "max_depth": 4}),
    ("poisson", "counts", {"criterion": "poisson", "maxDepth": 5}, {"criterion": "poisson", "max_depth": 5}),
    ("decrease", "classes", {"minImpurityDecrease": 0.01}, {"min_impurity_decrease": 0.01}),
    ("decrease of numbers", "numbers", {"minImpurityDecrease": 20}, {"min_impurity_decrease": 20}),
    ("decrease of entropy", "two", {"criterion": "entropy", "minImpurityDecrease": 0.02}, {"criterion": "entropy", "min_impurity_decrease": 0.02}),
    ("pruned", "classes", {"ccpAlpha": 0.008}, {"ccp_alpha": 0.008}),
    ("pruned numbers", "numbers", {"ccpAlpha": 9}, {"ccp_alpha": 9}),
    ("pruned counts", "counts", {"criterion": "poisson", "ccpAlpha": 0.004}, {"criterion": "poisson", "ccp_alpha": 0.004}),
]
out = {"by": f"scikit-learn {sklearn.__version__}", "cases": []}
for name, target, ours, theirs in cases:
    for missing in (False, True):
        for weighted in (False, True):
            if missing and theirs.get("criterion") == "absolute_error":
                continue
            train, test = made_rows(7, 300, missing), made_rows(99, 40, missing)
            make = DecisionTreeRegressor if target in ("numbers", "counts") else DecisionTreeClassifier
            says, leaves, importances = [], [], []
            for seed in range(20):
                tree = make(random_state=seed, **theirs)
                tree.fit(train["X"], train[target], sample_weight=train["weights"] if weighted else None)
                answer = tree.predict_proba(test["X"]) if hasattr(tree, "predict_proba") else tree.predict(test["X"])
                says.append(answer.ravel())
                leaves.append([int(tree.get_n_leaves())])
                importances.append(tree.feature_importances_)
            out["cases"].append(
                {
                    "name": name,
                    "target": target,
                    "options": ours,
                    "missing": missing,
                    "weighted": weighted,
                    "leaves": agreed(leaves)[0],
                    "predicted": agreed(says),
                    "importances": agreed(importances),
                }
            )
print(json.dumps(out, separators=(",", ":")))
