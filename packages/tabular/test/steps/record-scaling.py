"""Writes recorded/scaling.json: what scikit-learn's transformers of numbers make of a small table with missing values."""

import json
import math
import pathlib
import warnings

import numpy as np
from scipy.stats import norm
from sklearn import preprocessing as sk

warnings.simplefilter("ignore")
random = np.random.default_rng(3)
rows = 50
x = np.column_stack(
    [
        random.normal(3, 2, rows),
        np.exp(random.normal(0, 1.5, rows)),
        random.integers(0, 4, rows).astype(float),
        np.full(rows, 0.1),
        1e6 + random.normal(0, 1e-2, rows),
    ]
)
whole = x.copy()
x[random.random(x.shape) < 0.1] = np.nan
weights = random.integers(0, 4, rows)
others = np.column_stack([random.normal(3, 9, 20), random.normal(0, 5, 20), random.normal(1, 3, 20), np.arange(20.0), np.full(20, 1e6)])


def plain(values):
    if isinstance(values, np.ndarray):
        return [plain(each) for each in values]
    if isinstance(values, float) and math.isnan(values):
        return None
    return values.item() if isinstance(values, np.generic) else values


def both(scaler, train=x, **fit):
    scaler.fit(train, **fit)
    return {"seen": plain(scaler.transform(train)), "others": plain(scaler.transform(others))}


def bins(strategy, **fit):
    binner = sk.KBinsDiscretizer(n_bins=4, strategy=strategy, encode="ordinal", subsample=None).fit(whole, **fit)
    return {"seen": plain(binner.transform(whole).astype(int)), "edges": [plain(e[1:-1]) for e in binner.bin_edges_]}


positive = np.abs(whole) + 0.01
shares = np.concatenate([np.linspace(0, 1, 41), [1e-8, 1e-6, 3e-4, 0.0749, 0.0751, 0.9999]])
record = {
    "x": plain(x),
    "whole": plain(whole),
    "positive": plain(positive),
    "others": plain(others),
    "weights": plain(weights),
    "shares": plain(shares),
    "scores": plain(norm.ppf(np.clip(shares, 1e-7 - np.spacing(1), 1 - (1e-7 - np.spacing(1))))),
    "scale": both(sk.StandardScaler()),
    "weighted": both(sk.StandardScaler(), sample_weight=weights),
    "minMax": both(sk.MinMaxScaler(feature_range=(-1, 2))),
    "clipped": both(sk.MinMaxScaler(clip=True)),
    "maxAbs": both(sk.MaxAbsScaler()),
    "robust": both(sk.RobustScaler()),
    "unit": both(sk.RobustScaler(quantile_range=(10, 80), unit_variance=True)),
    "quantile": both(sk.QuantileTransformer()),
    "fewQuantiles": both(sk.QuantileTransformer(n_quantiles=7)),
    "normal": both(sk.QuantileTransformer(output_distribution="normal")),
    "yeoJohnson": both(sk.PowerTransformer()),
    "bent": plain(sk.PowerTransformer(standardize=False).fit_transform(x[:, :4])),
    "lambdas": plain(sk.PowerTransformer().fit(x).lambdas_),
    "boxCox": plain(sk.PowerTransformer(method="box-cox").fit_transform(positive[:, :3])),
    "bins": {
        "quantile": bins("quantile"),
        "uniform": bins("uniform"),
        "kmeans": bins("kmeans"),
        "weightedQuantile": bins("quantile", sample_weight=weights),
    },
    "polynomial": plain(sk.PolynomialFeatures(3, include_bias=False).fit_transform(whole[:5, :3])),
    "names": sk.PolynomialFeatures(3, include_bias=False).fit(whole[:, :3]).get_feature_names_out(["a", "b", "c"]).tolist(),
    "interactionNames": sk.PolynomialFeatures(3, interaction_only=True)
    .fit(whole[:, :3])
    .get_feature_names_out(["a", "b", "c"])
    .tolist(),
}
path = pathlib.Path(__file__).parent / "recorded" / "scaling.json"
path.write_text(json.dumps(record, separators=(",", ":")))
print(path.stat().st_size)
