"""Writes linear.json and support.json: what scikit-learn's linear models and support vectors say of rows that they were
fitted to.

Each is solved to the last digits, so that what is compared is the optimum and not how far from it one stops.
    python record-linear.py
"""

import json
import os
import warnings

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine
from sklearn.linear_model import (
    BayesianRidge,
    ElasticNet,
    Lasso,
    LinearRegression,
    LogisticRegression,
    Ridge,
    RidgeClassifier,
    SGDClassifier,
    SGDRegressor,
)
from sklearn.svm import SVC, SVR, LinearSVC, LinearSVR

warnings.filterwarnings("ignore")
here = os.path.dirname(os.path.abspath(__file__))


def uniform(count, seed):
    """Numbers in [0, 1) that JavaScript has to the bit: a linear congruential generator."""
    state, values = seed, []
    for _ in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        values.append(state / 2**32)
    return np.array(values)


def short(values):
    return [float(f"{v:.11g}") for v in np.ravel(values)]


def bundled(loaded, rows):
    x = np.array([[float(f"{v:.5g}") for v in row] for row in loaded.data[rows]])
    return x, loaded.target[rows]


iris = bundled(load_iris(), slice(None))
wine = bundled(load_wine(), slice(0, None, 2))
cancer = bundled(load_breast_cancer(), slice(0, 120))
diabetes = bundled(load_diabetes(), slice(0, 150))

u = uniform(4000, 1)
collinear = u[:400].reshape(80, 5).copy()
collinear[:, 3] = collinear[:, 0] + 2 * collinear[:, 1]
collinear[:, 4] = 7
wide = u[400:2400].reshape(40, 50).copy()
scaled = u[2400:2800].reshape(80, 5) * np.array([1, 1e3, 1e-3, 10, 1]) + np.array([0, 1e5, 0, -3, 1e3])


def numbers(x, seed):
    shares = uniform(x.shape[1], seed) - 0.5
    z = (x - x.mean(0)) / np.where(x.std(0) > 0, x.std(0), 1)
    return [float(f"{v:.8g}") for v in z @ shares + uniform(len(x), seed + 1) + 3]


data = {
    "iris": {"x": iris[0], "classes": iris[1]},
    "wine": {"x": wine[0], "classes": wine[1]},
    "cancer": {"x": cancer[0], "classes": cancer[1]},
    "diabetes": {"x": diabetes[0], "y": diabetes[1]},
}
for name, x, seed in [("collinear", collinear, 11), ("wide", wide, 13), ("scaled", scaled, 17)]:
    y = np.array(numbers(x, seed))
    data[name] = {"x": x, "y": y, "classes": (y > np.median(y)).astype(int) + (y > np.quantile(y, 0.8)).astype(int)}


def weights_of(rows):
    return np.round(0.25 + 2 * uniform(rows, 99), 3)


cases = []


def record(model, estimator, options, names, task, weighted=False, standardized=False):
    for name in names:
        x = data[name]["x"]
        if standardized:
            x = (x - x.mean(0)) / np.where(x.std(0) > 0, x.std(0), 1)
        target = data[name]["y" if task == "numbers" else "classes"]
        fit = {"sample_weight": weights_of(len(x))} if weighted else {}
        if model == "logisticRegression" and not standardized:
            # The same optimum, which its solvers find only so where columns are far from 0.
            x = x - x.mean(0)
        fitted = estimator.fit(x, target, **fit)
        shown = x[:: max(1, len(x) // 6)]
        if task == "numbers":
            said = fitted.predict(shown)
        elif hasattr(fitted, "predict_proba"):
            said = fitted.predict_proba(shown)
        else:
            score = fitted.decision_function(shown)
            if score.ndim == 1:
                p = 1 / (1 + np.exp(-score))
                said = np.stack([1 - p, p], 1)
            else:
                said = np.exp(score - score.max(1, keepdims=True))
                said /= said.sum(1, keepdims=True)
        cases.append(
            {
                "model": model,
                "options": options,
                "data": name,
                "task": task,
                **({"weighted": True} if weighted else {}),
                **({"standardized": True} if standardized else {}),
                "says": short(said),
            }
        )


with_numbers = ["diabetes", "collinear", "wide", "scaled"]
with_classes = ["iris", "wine", "cancer", "collinear", "wide"]

for intercept in [True, False]:
    for weighted in [False, True]:
        record("linearRegression", LinearRegression(fit_intercept=intercept), {"fitIntercept": intercept}, with_numbers, "numbers", weighted)
for alpha in [1.0, 1e-3, 100.0]:
    for weighted in [False, True]:
        record("ridge", Ridge(alpha=alpha, solver="svd"), {"alpha": alpha}, with_numbers, "numbers", weighted)
    record("ridge", RidgeClassifier(alpha=alpha, solver="svd"), {"alpha": alpha}, with_classes, "classes")
record("ridge", Ridge(fit_intercept=False, solver="svd"), {"fitIntercept": False}, with_numbers, "numbers")
record("ridge", RidgeClassifier(), {}, ["iris", "cancer"], "classes", True)
for weighted in [False, True]:
    record("linearRegression", LinearRegression(positive=True), {"positive": True}, with_numbers, "numbers", weighted)
    record("ridge", Ridge(alpha=0.1, positive=True, tol=1e-15, max_iter=1000000), {"alpha": 0.1, "positive": True}, ["diabetes", "collinear", "wide"], "numbers", weighted, True)
record("linearRegression", LinearRegression(positive=True, fit_intercept=False), {"positive": True, "fitIntercept": False}, with_numbers, "numbers")
record("bayesianRidge", BayesianRidge(), {}, ["diabetes", "wide", "scaled"], "numbers")
record("bayesianRidge", BayesianRidge(), {}, ["diabetes", "wide"], "numbers", True)
record("bayesianRidge", BayesianRidge(fit_intercept=False, alpha_1=1e-3, lambda_2=1e-2), {"fitIntercept": False, "alpha1": 1e-3, "lambda2": 1e-2}, ["diabetes", "wide"], "numbers")
for l1, alpha in [(1, 0.1), (1, 0.01), (0.5, 0.1), (0.2, 0.02), (0.9, 1.0)]:
    for weighted in [False, True]:
        estimator = (Lasso(alpha=alpha, tol=1e-14, max_iter=1000000) if l1 == 1 else ElasticNet(alpha=alpha, l1_ratio=l1, tol=1e-14, max_iter=1000000))
        options = {"alpha": alpha} if l1 == 1 else {"alpha": alpha, "l1Ratio": l1}
        record("lasso" if l1 == 1 else "elasticNet", estimator, options, ["diabetes", "collinear", "wide"], "numbers", weighted, True)
record("lasso", Lasso(alpha=0.05, positive=True, tol=1e-14, max_iter=1000000), {"alpha": 0.05, "positive": True}, with_numbers, "numbers", standardized=True)
record("elasticNet", ElasticNet(alpha=0.05, fit_intercept=False, tol=1e-14, max_iter=1000000), {"alpha": 0.05, "fitIntercept": False}, with_numbers, "numbers", standardized=True)

for c in [1.0, 0.01, 100.0]:
    for weighted in [False, True]:
        record("logisticRegression", LogisticRegression(C=c, solver="newton-cholesky", tol=1e-12, max_iter=1000), {"c": c}, with_classes, "classes", weighted, True)
record("logisticRegression", LogisticRegression(solver="newton-cholesky", tol=1e-12, max_iter=1000), {}, ["cancer", "scaled", "wine"], "classes")
record("logisticRegression", LogisticRegression(solver="newton-cholesky", fit_intercept=False, tol=1e-12, max_iter=1000), {"fitIntercept": False}, with_classes, "classes", False, True)
record("logisticRegression", LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000), {"c": "Infinity"}, ["collinear", "scaled"], "classes", False, True)
for l1, c in [(1, 1.0), (1, 0.1), (0.5, 0.5)]:
    for weighted in [False, True]:
        record("logisticRegression", LogisticRegression(C=c, l1_ratio=l1, solver="saga", tol=1e-13, max_iter=200000, random_state=0), {"c": c, "l1Ratio": l1}, ["iris", "collinear", "cancer"], "classes", weighted, True)

with open(os.path.join(here, "linear.json"), "w") as file:
    small = {
        name: {
            "columns": each["x"].shape[1],
            "x": [] if name in ("collinear", "wide", "scaled") else short(each["x"]),
            **({"y": short(each["y"])} if "y" in each else {}),
            **({"classes": [int(c) for c in each["classes"]]} if "classes" in each else {}),
        }
        for name, each in data.items()
    }
    json.dump({"data": small, "weights": short(weights_of(150)), "cases": cases}, file, separators=(",", ":"))
    file.write("\n")

linear = len(cases)
tight = {"tol": 1e-8, "cache_size": 500}
for kernel, more, named in [
    ("rbf", {}, {}),
    ("linear", {}, {}),
    ("poly", {"degree": 2, "coef0": 1.0}, {"degree": 2, "coef0": 1}),
    ("rbf", {"gamma": 0.3, "C": 10.0}, {"gamma": 0.3, "c": 10}),
    ("rbf", {"gamma": "auto", "C": 0.1}, {"gamma": "auto", "c": 0.1}),
    ("sigmoid", {"gamma": 0.02, "coef0": 0.1}, {"gamma": 0.02, "coef0": 0.1}),
]:
    for weighted in [False, True]:
        options = {"kernel": kernel, "tol": 1e-8, **named}
        record("svm", SVC(kernel=kernel, **tight, **more), options, ["iris", "wine", "cancer", "collinear"], "classes", weighted, True)
        record("svm", SVR(kernel=kernel, epsilon=0.05, **tight, **more), {**options, "epsilon": 0.05}, ["collinear", "wide"], "numbers", weighted, True)
record("svm", SVC(tol=1e-8), {"tol": 1e-8}, ["iris", "wine", "cancer", "scaled"], "classes")
record("svm", SVC(), {}, ["wine"], "classes", False, True)
record("svm", SVR(C=100.0, tol=1e-8), {"c": 100, "tol": 1e-8}, ["diabetes"], "numbers")

exact = {"tol": 1e-11, "max_iter": 300_000, "random_state": 0}
for c in [1.0, 0.05]:
    for weighted in [False, True]:
        record("linearSvm", LinearSVC(C=c, dual=False, **exact), {"c": c}, ["iris", "cancer", "collinear"], "classes", weighted, True)
        squared = {"loss": "squared_epsilon_insensitive", "epsilon": 0.05}
        record("linearSvm", LinearSVR(C=c, dual=False, **squared, **exact), {"c": c, "loss": "squaredEpsilonInsensitive", "epsilon": 0.05}, ["collinear", "wide"], "numbers", weighted, True)
for c in [0.05, 0.01]:
    record("linearSvm", LinearSVC(C=c, loss="hinge", **exact), {"c": c, "loss": "hinge"}, ["iris", "collinear"], "classes", c == 0.01, True)
    record("linearSvm", LinearSVR(C=c, epsilon=0.05, dual=True, **exact), {"c": c, "epsilon": 0.05}, ["collinear", "wide"], "numbers", c == 0.01, True)
record("linearSvm", LinearSVC(fit_intercept=False, dual=False, **exact), {"fitIntercept": False}, ["iris", "cancer"], "classes", False, True)
record("linearSvm", LinearSVC(intercept_scaling=5.0, dual=False, **exact), {"interceptScaling": 5}, ["cancer"], "classes", False, True)

# In the order of the rows nothing is left to chance.
still = {"shuffle": False, "tol": None, "max_iter": 15}
kept = {"shuffle": False, "nIterNoChange": 15, "maxIter": 15}
record("sgd", SGDClassifier(shuffle=False), {"shuffle": False}, ["iris", "cancer"], "classes", False, True)
record("sgd", SGDRegressor(shuffle=False), {"shuffle": False}, ["collinear", "diabetes"], "numbers", False, True)
for name, own in [("hinge", "hinge"), ("log_loss", "log"), ("modified_huber", "modifiedHuber"), ("squared_hinge", "squaredHinge"), ("perceptron", "perceptron"), ("huber", "huber")]:
    record("sgd", SGDClassifier(loss=name, alpha=0.01, **still), {"loss": own, "alpha": 0.01, **kept}, ["iris"] if name == "huber" else ["iris", "cancer"], "classes", name == "log_loss", True)
for name, own in [("squared_error", "squared"), ("huber", "huber"), ("epsilon_insensitive", "epsilonInsensitive"), ("squared_epsilon_insensitive", "squaredEpsilonInsensitive")]:
    record("sgd", SGDRegressor(loss=name, **still), {"loss": own, **kept}, ["collinear", "diabetes"], "numbers", name == "huber", True)
for penalty, own in [("l1", "l1"), ("elasticnet", "elasticNet"), (None, "none")]:
    record("sgd", SGDClassifier(penalty=penalty, alpha=0.01, **still), {"penalty": own, "alpha": 0.01, **kept}, ["iris", "cancer"], "classes", False, True)
for schedule, own in [("constant", "constant"), ("adaptive", "adaptive"), ("invscaling", "invScaling")]:
    record("sgd", SGDClassifier(learning_rate=schedule, eta0=0.005, average=3, **still), {"schedule": own, "rate": 0.005, "average": 3, **kept}, ["iris", "cancer"], "classes", False, True)

with open(os.path.join(here, "support.json"), "w") as file:
    json.dump(cases[linear:], file, separators=(",", ":"))
    file.write("\n")
