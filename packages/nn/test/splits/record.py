"""Records what scikit-learn's splitters and weights give: `python record.py > recorded.json` (numpy, scikit-learn)."""
import json

import numpy as np
from sklearn.model_selection import GroupKFold, KFold, TimeSeriesSplit
from sklearn.utils.class_weight import compute_class_weight

rng = np.random.default_rng(4)
x = np.zeros((23, 1))
groups = rng.integers(0, 7, 23)
labels = rng.choice(3, 40, p=[0.7, 0.2, 0.1])


def parts(splitter, **kwargs):
    return [{"training": t.tolist(), "validation": v.tolist()} for t, v in splitter.split(x, **kwargs)]


print(
    json.dumps(
        {
            "groups": groups.tolist(),
            "labels": labels.tolist(),
            "kFold": parts(KFold(4)),
            "groupKFold": parts(GroupKFold(3), groups=groups),
            "timeSeries": parts(TimeSeriesSplit(4)),
            "timeSeriesOptions": parts(TimeSeriesSplit(3, test_size=4, gap=2, max_train_size=6)),
            "classWeights": compute_class_weight("balanced", classes=np.arange(3), y=labels).tolist(),
        }
    )
)
