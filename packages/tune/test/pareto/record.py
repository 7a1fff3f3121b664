"""Hypervolumes and ranks by Optuna 5, on random points with a twin."""
import json
from pathlib import Path

import numpy as np
from optuna._hypervolume import compute_hypervolume
from optuna.study._multi_objective import _fast_non_domination_rank

rng = np.random.default_rng(0)
cases = []
for m, n in [(2, 20), (3, 15), (4, 12), (5, 9)]:
    points = np.round(rng.random((n, m)), 3)
    points[1] = points[0]
    reference = [1.1] * m
    cases.append(
        {
            "points": points.tolist(),
            "reference": reference,
            "hypervolume": compute_hypervolume(points, np.array(reference)),
            "ranks": _fast_non_domination_rank(points).tolist(),
        }
    )
Path(__file__).with_name("optuna.json").write_text(json.dumps(cases))
