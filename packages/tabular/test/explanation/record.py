"""What shap says of scikit-learn's trees on the rows of made-rows.ts: python record.py > recorded.json"""
import json
import sys
from pathlib import Path

import numpy as np
import shap

sys.path.insert(0, str(Path(__file__).parent.parent / "models" / "recorded"))
from made_rows import made_rows  # noqa: E402
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor  # noqa: E402

train, test = made_rows(7, 300), made_rows(99, 12)
out = {"by": f"shap {shap.__version__}"}
for name, make, target in (
    ("numbers", DecisionTreeRegressor, "numbers"),
    ("classes", DecisionTreeClassifier, "classes"),
):
    tree = make(max_depth=6, min_samples_leaf=5, random_state=0).fit(train["X"], train[target], train["weights"])
    explainer = shap.TreeExplainer(tree, feature_perturbation="tree_path_dependent")
    values = np.array(explainer.shap_values(test["X"]))
    out[name] = {
        "base": [round(float(v), 7) for v in np.ravel(explainer.expected_value)],
        "values": [round(float(v), 7) for v in values.ravel()],
    }
    print(values.shape, file=sys.stderr)
print(json.dumps(out, separators=(",", ":")))
