"""What scikit-learn's Gaussian processes say: `python record-gaussian-process.py` writes gaussian-process.json."""
import json
import warnings
from pathlib import Path

import numpy as np
from sklearn.gaussian_process import GaussianProcessClassifier, GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern, WhiteKernel

warnings.simplefilter("ignore")
rng = np.random.default_rng(5)
x = rng.normal(size=(60, 2)).round(3)
y = (3 * np.sin(2 * x[:, 0]) + x[:, 1] + 0.2 * rng.normal(size=60) + 5).round(3)
two = (np.sin(2 * x[:, 0]) + 0.5 * x[:, 1] + 0.3 * rng.normal(size=60) > 0).astype(int)
three = np.digitize(x[:, 0] - x[:, 1] ** 2 / 2 + 0.3 * rng.normal(size=60), [-1, 0.3])
cut = 45


def kernel(shape, nu, variance, scales, noise):
    own = RBF(scales) if shape == "rbf" else Matern(scales, nu=nu)
    made = ConstantKernel(variance) * own
    return made + WhiteKernel(noise) if noise else made


def number(value):
    return float(f"{value:.12g}")


def case(target, shape, nu=1.5, variance=1.0, scales=1.0, noise=0.0, optimize=False, normalize=False):
    made = kernel(shape, nu, variance, scales, noise)
    optimizer = {} if optimize else {"optimizer": None}
    if target == "y":
        model = GaussianProcessRegressor(made, normalize_y=normalize, **optimizer).fit(x[:cut], y[:cut])
        says = model.predict(x[cut:])
    else:
        labels = {"two": two, "three": three}[target]
        model = GaussianProcessClassifier(made, **optimizer).fit(x[:cut], labels[:cut])
        says = model.predict_proba(x[cut:]).ravel()
    options = {"kernel": shape, "nu": nu, "variance": variance, "lengthScale": scales, "noise": noise, "optimize": optimize, "normalizeY": normalize}
    return {"target": target, "options": options, "says": [number(each) for each in says], "evidence": number(model.log_marginal_likelihood_value_)}


cases = [
    case("y", "rbf", noise=0.1),
    case("y", "rbf", variance=2.0, scales=[0.7, 3.0], noise=0.05, normalize=True),
    case("y", "matern", nu=0.5, noise=0.1),
    case("y", "matern", nu=1.5, variance=4.0, noise=0.1, normalize=True),
    case("y", "matern", nu=2.5, scales=[1.0, 2.0], noise=0.1),
    case("two", "rbf"),
    case("two", "matern", nu=1.5, variance=3.0, scales=[1.0, 2.0], noise=0.2),
    case("three", "rbf", variance=2.0),
    case("y", "rbf", noise=1.0, optimize=True, normalize=True),
    case("y", "matern", nu=2.5, scales=[1.0, 1.0], noise=1.0, optimize=True, normalize=True),
    case("two", "rbf", optimize=True),
    case("two", "matern", nu=0.5, scales=[1.0, 1.0], noise=0.1, optimize=True),
]
sets = {"x": x.tolist(), "y": y.tolist(), "two": two.tolist(), "three": three.tolist()}
Path(__file__).with_name("gaussian-process.json").write_text(json.dumps({**sets, "cases": cases}, separators=(",", ":")) + "\n")
