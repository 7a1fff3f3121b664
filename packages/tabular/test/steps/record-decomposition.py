"""Records what scikit-learn makes of the rows of recorded/selection.json: python record-decomposition.py"""

import json
import pathlib

import numpy as np
from sklearn.cluster import FeatureAgglomeration
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.kernel_approximation import Nystroem

here = pathlib.Path(__file__).parent / "recorded"
x = np.array(json.loads((here / "selection.json").read_text())["diabetes"]["x"])[:40]
scaled = ((x - x.mean(0)) / x.std(0)).round(6)
wide = scaled.T.copy()


def pca(rows, **options):
    fitted = PCA(svd_solver="full", **options).fit(rows)
    return {
        "scores": fitted.transform(rows)[:12].tolist(),
        "shares": fitted.explained_variance_ratio_.tolist(),
        "variances": fitted.explained_variance_.tolist(),
    }


def grams(rows):
    for name, options in {
        "rbf": {},
        "poly": {"gamma": 0.1, "degree": 2},
        "sigmoid": {"gamma": 0.01, "coef0": 0.5},
        "linear": {},
        "cosine": {},
        "laplacian": {"gamma": 0.05},
    }.items():
        z = Nystroem(kernel=name, n_components=len(rows), random_state=0, **options).fit_transform(rows)
        yield name, {"options": options, "gram": (z @ z.T).ravel().tolist()}


result = {
    "x": x.tolist(),
    "scaled": scaled.tolist(),
    "pca": {
        "raw": pca(x),
        "scaled": pca(scaled, n_components=4),
        "whitened": pca(scaled, n_components=3, whiten=True),
        "wide": pca(wide, n_components=8),
        "counts": {str(s): int(PCA(s, svd_solver="full").fit(scaled).n_components_) for s in [0.3, 0.5, 0.8, 0.95, 0.999]},
    },
    "svd": TruncatedSVD(3, algorithm="arpack").fit_transform(x)[:12].tolist(),
    "nystroem": dict(grams(scaled[:9])),
    "agglomerate": [
        {
            "k": k,
            "linkage": linkage,
            "groups": (fitted := FeatureAgglomeration(k, linkage=linkage, pooling_func=pool).fit(scaled)).labels_.tolist(),
            "pooling": pooling,
            "columns": fitted.transform(scaled[:5]).tolist(),
        }
        for k, linkage, pooling, pool in [
            (2, "ward", "mean", np.mean),
            (5, "ward", "median", np.median),
            (4, "average", "max", np.max),
            (3, "complete", "mean", np.mean),
            (6, "single", "median", np.median),
        ]
    ],
}
(here / "decomposition.json").write_text(json.dumps(result))
