"""Records what SciPy and scikit-learn say, in float64: `python record.py > recorded.json` (numpy, scipy, scikit-learn)."""
import json

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize, root
from sklearn.svm import SVC

rng = np.random.default_rng(1)

# A separable set of points for the hard-margin support vector machine; C so large that no point is let off.
points = np.concatenate([rng.normal([2, 1], 0.7, (12, 2)), rng.normal([-1, -1.5], 0.7, (12, 2))])
labels = np.repeat([1.0, -1.0], 12)
machine = SVC(kernel="linear", C=1e8, tol=1e-12).fit(points, labels)
alpha = np.zeros(len(points))
alpha[machine.support_] = np.abs(machine.dual_coef_[0])

# Logistic regression with an L2 penalty.
x = rng.normal(size=(40, 3))
y = (x @ [1.0, -2.0, 0.5] + rng.normal(size=40) > 0.3).astype(float)


def loss(p):
    z = x @ p[:3] + p[3]
    s = 1 / (1 + np.exp(-z))
    value = np.mean(np.logaddexp(0, z) - y * z) + 0.05 * np.sum(p[:3] ** 2)
    g = np.concatenate([x.T @ (s - y) / len(y) + 0.1 * p[:3], [np.mean(s - y)]])
    return value, g


fit = minimize(loss, np.zeros(4), jac=True, method="BFGS", options={"gtol": 1e-12})
# BFGS stops where the value no longer falls; the root of the gradient has a few digits more.
fit.x = root(lambda p: loss(p)[1], fit.x, tol=1e-14).x


def himmelblau_gradient(p):
    a, b = p
    return [4 * a * (a * a + b - 11) + 2 * (a + b * b - 7), 2 * (a * a + b - 11) + 4 * b * (a + b * b - 7)]


starts = [(3, 2), (-2.8, 3.1), (-3.8, -3.3), (3.6, -1.8)]
himmelblau = [root(himmelblau_gradient, s, tol=1e-15).x.tolist() for s in starts]

# Hock and Schittkowski 71: SciPy's SLSQP finds the point, the multipliers come from the KKT equations there.
hs71 = minimize(
    lambda p: p[0] * p[3] * (p[0] + p[1] + p[2]) + p[2],
    [1, 5, 5, 1],
    method="SLSQP",
    bounds=[(1, 5)] * 4,
    constraints=[
        {"type": "eq", "fun": lambda p: np.sum(p**2) - 40},
        {"type": "ineq", "fun": lambda p: np.prod(p) - 25},
    ],
    options={"ftol": 1e-15, "maxiter": 500},
)
p = hs71.x
gradient = np.array([p[3] * (2 * p[0] + p[1] + p[2]), p[0] * p[3], p[0] * p[3] + 1, p[0] * (p[0] + p[1] + p[2])])
active = np.stack([2 * p, -np.prod(p) / p, [-1, 0, 0, 0]], axis=1)
multipliers = np.linalg.lstsq(active, -gradient, rcond=None)[0]

print(
    json.dumps(
        {
            "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
            "svm": {
                "points": points.tolist(),
                "labels": labels.tolist(),
                "weights": machine.coef_[0].tolist(),
                "bias": float(machine.intercept_[0]),
                "alpha": alpha.tolist(),
            },
            "logistic": {"x": x.tolist(), "y": y.tolist(), "value": loss(fit.x)[0], "parameters": fit.x.tolist()},
            "himmelblau": himmelblau,
            "hs71": {"x": p.tolist(), "value": float(hs71.fun), "multipliers": multipliers.tolist()},
        }
    )
)
